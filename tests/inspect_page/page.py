"""A page, read once: its elements in their order, and where each of them stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from xml.etree.ElementTree import Element

import html5lib
from html5lib.constants import E as MESSAGES

# Words in here are not ours: code, or what a visitor wrote.
_NOT_OUR_WORDS = {"script", "style", "template", "textarea", "q", "blockquote"}
_SPOKEN = ("alt", "aria-label", "title", "placeholder", "label")


def name(element: Element) -> str:
    """The tag without its namespace; nothing for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def text(element: Element) -> str:
    """The text within, on one line."""
    return " ".join("".join(element.itertext()).split())


def show(element: Element) -> str:
    """A short name for a finding."""
    for key in ("id", "name", "href", "action", "type"):
        if element.get(key):
            return f'<{name(element)} {key}="{element.get(key)}">'
    return f"<{name(element)}> {text(element)[:40]}".strip()


@dataclass
class Page:
    """What the checks look at."""

    status: int
    root: Element
    errors: list[str]

    @classmethod
    def read(cls, html: str, status: int) -> "Page":
        parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
        root = parser.parse(html)
        errors = [
            f"line {place[0]}: {MESSAGES.get(code, code) % found}"
            for place, code, found in parser.errors
        ]
        return cls(status, root, errors)

    @cached_property
    def elements(self) -> list[tuple[str, Element]]:
        """Every element with its name, in the order of the page."""
        return [(name(element), element) for element in self.root.iter() if name(element)]

    @cached_property
    def by_id(self) -> dict[str, Element]:
        return {element.attrib["id"]: element for _, element in self.elements if element.get("id")}

    @cached_property
    def parents(self) -> dict[Element, Element]:
        return {child: parent for parent in self.root.iter() for child in parent}

    def all(self, *names: str) -> list[Element]:
        return [element for tag, element in self.elements if tag in names]

    def above(self, element: Element) -> Iterator[Element]:
        """The element's parent, its parent, and so on."""
        while (element := self.parents.get(element)) is not None:  # type: ignore[assignment]
            yield element

    def within(self, element: Element, *names: str) -> bool:
        return any(name(parent) in names for parent in self.above(element))

    @cached_property
    def words(self) -> str:
        """All that is shown or spoken of our own words."""
        return " ".join(" ".join(self._pieces(self.root)).split())

    def _pieces(self, element: Element) -> Iterator[str]:
        tag = name(element)
        yield from (element.get(key, "") for key in _SPOKEN if tag)
        if tag == "meta" and element.get("name") == "description":
            yield element.get("content", "")
        if tag == "input" and element.get("type") in {"submit", "button", "reset"}:
            yield element.get("value", "")
        if not tag or tag in _NOT_OUR_WORDS:
            return
        yield element.text or ""
        for child in element:
            yield from self._pieces(child)
            yield child.tail or ""
