"""Text from people: made safe to store, to show, to search, and to put in a header."""

import re
import unicodedata
from html import escape
from itertools import groupby
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

# Letters that Unicode does not take apart into a plain letter and an accent.
_PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "æ": "ae", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "œ": "oe"}
)
_APOSTROPHES = str.maketrans("", "", "'`´‘’‛ʼ′\uff07")
_NOT_WORDS = re.compile(r"[\W_]+")
_LINE_ENDS = re.compile(r"[\s\x1c-\x1f\x85\u2028\u2029]+")
_UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
# Marks that turn the reading direction can make a header read as something else.
_TURNING = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_HEADER_LENGTH = 200
_NAME_LENGTH = 80
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

_SAFE_LINK = re.compile(r"(?:https?:|mailto:|tel:|/(?![/\\]))", re.IGNORECASE)
_LINK = re.compile(r"https?://[^\s<>\"'`]+")
_AFTER_LINK = ".,;:!?)]}"  # ends a sentence, not an address
_TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "h3", "h4", "blockquote", "br"}


def clean(text: str) -> str:
    """What may be stored: composed (NFC), without control characters but for line end and tab."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNWANTED.sub("", text))


def fold(text: str) -> str:
    """The form that is searched: lower case, no accents, single spaces between plain words."""
    # The apostrophes go first: taken apart, some of them become a space and an accent.
    lower = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).casefold()
    # Folding the case can bring new accents (İ) and apart-taking new letters (™): once more.
    apart = unicodedata.normalize("NFKD", lower).translate(_PLAIN_LETTERS).translate(_APOSTROPHES)
    bare = "".join(c for c in apart if unicodedata.category(c) not in {"Mn", "Mc", "Me", "Cf"})
    return _NOT_WORDS.sub(" ", bare).strip()


def words(text: str) -> list[str]:
    """The folded words of a text, in their order."""
    return fold(text).split()


def _is_safe_link(url: str) -> bool:
    return _SAFE_LINK.match(url) is not None


def _parser() -> MarkdownIt:
    """CommonMark without raw HTML, and without code, which indented prose would become."""
    parser = MarkdownIt("commonmark", {"html": False})
    parser.disable(["code", "fence", "backticks", "html_block", "html_inline"])
    parser.validateLink = _is_safe_link  # type: ignore[method-assign]
    return parser


def _lower_headings(tokens: list[Token]) -> None:
    """Begin at h3, below the page's own headings, and never skip a level."""
    first = next((token.tag for token in tokens if token.type == "heading_open"), "")
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = "h3" if token.tag <= first else "h4"


def markdown(text: str) -> Markup:
    """Safe HTML from what a person wrote in Markdown."""
    parser = _parser()
    tokens = parser.parse(clean(text))
    _lower_headings(tokens)
    html = parser.renderer.render(tokens, parser.options, {})
    # The parser lets no HTML through; the cleaner is the second lock on the same door.
    return Markup(
        nh3.clean(
            html,
            tags=_TAGS,
            attributes={"a": {"href"}, "*": set()},
            url_schemes={"http", "https", "mailto", "tel"},
            link_rel="noopener",
        ).strip()
    )


def as_written(text: str, *, alone: str = "") -> Markup:
    """Words as they were typed: paragraphs, lists of lines that begin with a dash, and addresses
    as links. Nothing in them is taken for HTML. `alone`: an attribute of a link on its own."""
    blocks = (block for block in re.split(r"\n\s*\n", text.strip("\n")) if block.strip())
    html = "\n".join(part for block in blocks for part in _block(block.splitlines(), alone))
    return Markup(html)  # noqa: S704 - escaped piece by piece


def _block(lines: list[str], alone: str) -> list[str]:
    if len(lines) == 1 and _LINK.fullmatch(lines[0].strip()):
        return [f"<p{alone}>{_linked(lines[0].strip())}</p>"]
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
    for found in _LINK.finditer(line):
        address = found[0].rstrip(_AFTER_LINK)
        parts += [escape(line[end : found.start()]), f'<a href="{escape(address)}">']
        parts += [escape(address), "</a>"]
        end = found.start() + len(address)
    return "".join([*parts, escape(line[end:])])


def plain(text: str) -> str:
    """The same text on one line, without its marks: for cards, letters and descriptions."""
    pieces: list[str] = []
    for token in _parser().parse(clean(text)):
        for child in token.children or ():
            pieces.append(" " if child.type.endswith("break") else child.content)
        pieces.append(" ")
    return " ".join("".join(pieces).split())


def header_safe(text: str) -> str:
    """One line for a letter's subject or name: some mail programs stop at anything else."""
    line = _LINE_ENDS.sub(" ", text)
    return _TURNING.sub("", clean(line)).strip()[:_HEADER_LENGTH].rstrip()


def filename_safe(text: str) -> str:
    """A file name any system takes, such as `a-good-nights-sleep.ics`; never a path."""
    parts = ["-".join(words(part)) for part in text.split(".")]
    name = ".".join(part for part in parts if part)
    name = re.sub(r"-+", "-", name.encode("ascii", "ignore").decode()).strip("-.")
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 8:
        return name[:_NAME_LENGTH].strip("-.") or "file"
    return stem[: _NAME_LENGTH - len(ending) - 1].strip("-.") + dot + ending


def safe_cell(cell: Any) -> Any:
    """A cell of a table that is opened in a spreadsheet: words are never taken for a formula."""
    if isinstance(cell, str) and cell.lstrip().startswith(_FORMULA):
        return f"'{cell}"
    return cell
