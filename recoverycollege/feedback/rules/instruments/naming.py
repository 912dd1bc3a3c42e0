"""How answers to an instrument, and its scores, are named: by instrument, version, and the words a
college gave it. "who-5@1.2:item" is an answer, "who-5@1.2/percent" a score. Other words or another
version are another name, so that they are never compared."""

from __future__ import annotations

import re
from dataclasses import dataclass

SIGN = "@"  # in no other item's id
REF = re.compile(r"(?P<id>[a-z][a-z0-9_-]*)@(?P<version>\d{1,4})(\.(?P<local>\d{1,4}))?")


@dataclass(frozen=True)
class Ref:
    """Which instrument. `local`: the number of the college's own texts; 0 where the words are
    open, and everyone's."""

    id: str
    version: int
    local: int = 0

    @property
    def key(self) -> str:
        """Of the definition."""
        return f"{self.id}{SIGN}{self.version}"

    def __str__(self) -> str:
        return f"{self.key}.{self.local}" if self.local else self.key


def read_ref(text: str) -> Ref | None:
    """What a line of a form, an answer or a score is of; None where it is of no instrument."""
    found = REF.match(text)
    if found is None or text[found.end() : found.end() + 1] not in ("", ":", "/"):
        return None
    return Ref(found["id"], int(found["version"]), int(found["local"] or 0))


def answer_name(ref: Ref, item_id: str) -> str:
    return f"{ref}:{item_id}"


def score_name(ref: Ref, score_id: str) -> str:
    return f"{ref}/{score_id}"


def is_score(name: str) -> bool:
    return SIGN in name and "/" in name


def last_part(name: str) -> str:
    """The id of the item or score, inside its definition."""
    return re.split("[:/]", name)[-1]
