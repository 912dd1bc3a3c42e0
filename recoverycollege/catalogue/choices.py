"""What can be chosen in the catalogue, with the words and the addresses for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from babel import Locale, UnknownLocaleError
from flask import url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from recoverycollege.catalogue.rules import FACETS, Filters

# Shown at once; the others are folded away under "More choices".
FIRST = ("strand", "format", "day", "time", "access")


class Choices:
    """The choices of one page. `offered`: facet → value → name, as the tables have it."""

    def __init__(self, filters: Filters, offered: Mapping[str, Mapping[str, str]]) -> None:
        self.filters = filters
        self._offered = offered

    def first(self) -> list[str]:
        return [facet for facet in FIRST if self.of(facet)]

    def more(self) -> list[str]:
        """Facets with one choice only would narrow nothing."""
        return [facet for facet in FACETS if facet not in FIRST and len(self.of(facet)) > 1]

    def heading(self, facet: str) -> str:
        return facet_words(facet)

    @property
    def places_words(self) -> str:
        return places_words()

    def more_chosen(self) -> bool:
        return any(self.filters.values(facet) for facet in self.more())

    def of(self, facet: str) -> dict[str, str]:
        """value → words"""
        fixed = FACETS[facet]
        if fixed is not None:
            return {value: _(words) for value, words in fixed.items()}
        found = self._offered[facet]
        if facet == "language":
            return {code: language_name(code) for code in found}
        return dict(found)

    def active(self) -> Iterator[tuple[str, str]]:
        """(words, address without it) of everything chosen."""
        for facet, values in self.filters.chosen.items():
            words = self.of(facet)
            for value in values:
                yield words[value], address(self.filters.without(facet, value))
        if self.filters.places:
            yield places_words(), address(self.filters.without("places"))

    def without(self, part: str) -> tuple[str, str]:
        """(words for one part of the search, address without it)."""
        words = {"q": _("the words you typed"), "places": places_words()}
        name = words.get(part) or ", ".join(
            self.of(part)[value] for value in self.filters.values(part)
        )
        return name, address(self.filters.without(part))

    def page(self, number: int) -> str:
        """The address of another page of the same answer."""
        return address(replace(self.filters, page=number))


def address(filters: Filters) -> str:
    return url_for("catalogue.courses", **filters.parameters())  # type: ignore[arg-type]


def places_words() -> str:
    return _("With places left")


def facet_words(facet: str) -> str:
    """The heading over a group of choices."""
    return {
        "strand": _("Subject"),
        "format": _("How it meets"),
        "day": _("Day"),
        "time": _("Time of day"),
        "access": _("What I need"),
        "kind": _("Kind"),
        "for": _("Made for"),
        "venue": _("Place"),
        "setting": _("Kind of place"),
        "term": _("Term"),
        "language": _("Language"),
    }[facet]


def language_name(code: str) -> str:
    """A language in the words of the page's own."""
    try:
        name = Locale.parse(code, sep="-").get_display_name(str(get_locale() or "en"))
    except (UnknownLocaleError, ValueError):
        return code
    return name or code
