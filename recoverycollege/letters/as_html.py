"""The same words as simple HTML: paragraphs, lists and links, for mail programs that show it.
No pictures, no tracking, nothing from another host. Pure: text in, text out."""

from __future__ import annotations

from html import escape

from recoverycollege.text import as_written

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
    body = as_written(text, alone=LARGE)
    return PAGE.format(lang=escape(language.replace("_", "-")), title=escape(title), body=body)
