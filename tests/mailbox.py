"""Reads the letters that went into a folder, as their receivers would."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Mail:
    """One letter as it was sent."""

    to: str
    subject: str
    body: str

    @property
    def code(self) -> str:
        found = re.search(r"(?<!\d)(\d{3}) ?(\d{3})(?!\d)", self.body)
        return "".join(found.groups()) if found else ""

    @property
    def link(self) -> str:
        """The address, without host, of the first link that is meant for this reader alone."""
        links = [urlsplit(found) for found in re.findall(r"https?://\S+", self.body)]
        own = [link for link in links if "/link/" in link.path] or links
        if not own:
            return ""
        return own[0].path + (f"?{own[0].query}" if own[0].query else "")


def read_folder(folder: Path) -> list[Mail]:
    """The letters of a folder, the newest last."""
    paths = sorted(folder.glob("*.eml"), key=lambda path: (path.stat().st_mtime_ns, int(path.stem)))
    return [_read(path) for path in paths]


def _read(path: Path) -> Mail:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    body = message.get_body(("plain",))
    return Mail(
        to=str(message["To"]),
        subject=str(message["Subject"]),
        body=body.get_content() if body else "",
    )
