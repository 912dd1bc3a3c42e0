"""The same words as simple HTML: paragraphs, lists and links, for mail programs that show it.
No pictures, no tracking, nothing from another host. Pure: text in, text out."""

from __future__ import annotations

import re
from html import escape
from itertools import groupby

LINK = re.compile(r"https?://[^\s<>\"'`]+")
AFTER = ".,;:!?)]}"  # ends a sentence, not an address
PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
</head>
<body style="max-width:36em;margin:1.5em;font:17px/1.55 Verdana,Arial,sans-serif">
{body}
</body>
</html>
"""
LARGE = ' style="font-size:1.2em;font-weight:bold;word-break:break-all"'


def to_html(text: str, *, language: str, title: str) -> str:
    """A whole document of the words in `text`; nothing in them is taken for HTML."""
    blocks = (block for block in re.split(r"\n\s*\n", text.strip("\n")) if block.strip())
    body = "\n".join(part for block in blocks for part in _block(block.splitlines()))
    return PAGE.format(lang=escape(language.replace("_", "-")), title=escape(title), body=body)


def _block(lines: list[str]) -> list[str]:
    """A paragraph; lines that begin with a dash are a list; a link alone is a large one."""
    if len(lines) == 1 and LINK.fullmatch(lines[0].strip()):
        return [f"<p{LARGE}>{_linked(lines[0].strip())}</p>"]
    parts = []
    for is_point, some in groupby(lines, key=lambda line: line.startswith("- ")):
        if is_point:
            points = "".join(f"<li>{_linked(line[2:])}</li>" for line in some)
            parts.append(f"<ul>{points}</ul>")
        else:
            parts.append(f"<p>{'<br>'.join(_linked(line) for line in some)}</p>")
    return parts


def _linked(line: str) -> str:
    """Escaped, with its http and https addresses as links."""
    parts, end = [], 0
    for found in LINK.finditer(line):
        address = found[0].rstrip(AFTER)
        parts += [escape(line[end : found.start()]), f'<a href="{escape(address)}">']
        parts += [escape(address), "</a>"]
        end = found.start() + len(address)
    return "".join([*parts, escape(line[end:])])
