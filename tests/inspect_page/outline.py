"""Checks of a page's bones: valid HTML, headings, landmarks, references, lists and tables."""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from .page import Page, name, show, text

_REFERENCES = (
    "aria-describedby",
    "aria-labelledby",
    "aria-controls",
    "aria-owns",
    "aria-details",
    "aria-errormessage",
    "aria-activedescendant",
    "headers",
    "form",
    "list",
)
_CHILDREN = {
    "ul": {"li", "script", "template"},
    "ol": {"li", "script", "template"},
    "dl": {"dt", "dd", "div", "script", "template"},
}
_PARENTS = {"li": {"ul", "ol", "menu"}, "dt": {"dl", "div"}, "dd": {"dl", "div"}}
_SCOPES = {"row", "col", "rowgroup", "colgroup"}


def _first(element: Element) -> str:
    """The name of the first element within."""
    return next((name(child) for child in element if name(child)), "")


def strict_html(page: Page) -> Iterator[str]:
    yield from page.errors


def ids(page: Page) -> Iterator[str]:
    found = Counter(element.attrib["id"] for _, element in page.elements if "id" in element.attrib)
    yield from (f'id "{each}" is given {times} times' for each, times in found.items() if times > 1)
    yield from (f'id "{each}" is empty or has a space' for each in found if len(each.split()) != 1)


def one_heading_opens_the_title(page: Page) -> Iterator[str]:
    headings = [text(heading) for heading in page.all("h1")]
    title = next((text(each) for each in page.root.findall("head/title")), "")
    if len(headings) != 1:
        yield f"{len(headings)} h1"
    elif not headings[0]:
        yield "the h1 is empty"
    elif not title.removeprefix("Error: ").startswith(headings[0]):
        yield f'the title "{title}" does not begin with the h1 "{headings[0]}"'


def error_in_title(page: Page) -> Iterator[str]:
    marked = any(text(title).startswith("Error: ") for title in page.root.findall("head/title"))
    if page.status == 422 and not marked:
        yield 'the form came back, but the title does not begin with "Error: "'
    if page.status == 200 and marked:
        yield 'the title begins with "Error: ", but all is well'


def language(page: Page) -> Iterator[str]:
    if not page.root.get("lang", "").strip():
        yield "<html> has no lang"


def heading_levels(page: Page) -> Iterator[str]:
    before = 1
    for heading in page.all("h1", "h2", "h3", "h4", "h5", "h6"):
        level = int(name(heading)[1])
        if level > before + 1:
            yield f'h{before} is followed by h{level} "{text(heading)}"'
        before = level


def sections_have_a_heading(page: Page) -> Iterator[str]:
    """What needs none is a div."""
    for section in page.all("section"):
        named = section.get("aria-label") or section.get("aria-labelledby")
        if not named and not {"h2", "h3", "h4", "h5"} & {name(inside) for inside in section.iter()}:
            yield f"{show(section)} has no heading"


def one_main(page: Page) -> Iterator[str]:
    if len(page.all("main")) != 1:
        yield f"{len(page.all('main'))} <main>"


def skip_link(page: Page) -> Iterator[str]:
    first = next(iter(page.root.findall("body/*")), None)
    while (
        first is not None and name(first) != "a" and len(first) and not (first.text or "").strip()
    ):
        first = first[0]
    if first is None or name(first) != "a" or not first.get("href", "").startswith("#"):
        yield "the body does not begin with a skip link"
        return
    target = page.by_id.get(first.get("href", "")[1:])
    if target is None or (name(target) != "main" and not page.within(target, "main")):
        yield "the skip link does not lead to <main>"


def help_is_near(page: Page) -> Iterator[str]:
    if not any(urlsplit(link.get("href", "")).path == "/help-now" for link in page.all("a")):
        yield "no link to /help-now"


def references(page: Page) -> Iterator[str]:
    for tag, element in page.elements:
        for key in _REFERENCES:
            for target in element.get(key, "").split():
                if target not in page.by_id:
                    yield f'{show(element)} {key} names "{target}", which is not there'
        href = element.get("href", "")
        if tag == "a" and href.startswith("#") and unquote(href[1:]) not in page.by_id:
            yield f'the link "{text(element)}" leads to {href}, which is not there'


def lists(page: Page) -> Iterator[str]:
    for tag, element in page.elements:
        for child in element:
            if name(child) and name(child) not in _CHILDREN.get(tag, {name(child)}):
                yield f"<{name(child)}> directly in <{tag}>"
        parent = page.parents.get(element)
        if tag in _PARENTS and (parent is None or name(parent) not in _PARENTS[tag]):
            yield f"<{tag}> outside a list: {text(element)[:40]}"
        if tag in {"ul", "ol", "dl"} and "".join([element.text or "", *_tails(element)]).strip():
            yield f"loose text in <{tag}>"


def _tails(element: Element) -> Iterator[str]:
    return (child.tail or "" for child in element)


def tables(page: Page) -> Iterator[str]:
    for table in page.all("table"):
        if _first(table) != "caption" or not text(table[0]):
            yield "a table does not begin with its caption"
        if not any(name(cell) == "th" for cell in table.iter()):
            yield "a table has no heading cells"
    for cell in page.all("th"):
        if cell.get("scope") not in _SCOPES:
            yield f'<th> "{text(cell)}" has no scope'


def images(page: Page) -> Iterator[str]:
    for image in page.all("img", "area"):
        if image.get("alt") is None:
            yield f"an image has no alt: {image.get('src')}"
    for image in page.all("input"):
        if image.get("type") == "image" and not image.get("alt"):
            yield f"{show(image)} has no alt"
