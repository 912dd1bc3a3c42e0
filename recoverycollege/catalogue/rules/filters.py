"""What may be asked of the catalogue, and the plain words for it. Values in, values out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from recoverycollege.refusals import N_

KIND_WORDS = {
    "course": N_("Course"),
    "workshop": N_("Workshop"),
    "peer-group": N_("Peer group"),
    "one-to-one": N_("One-to-one peer support"),
    "peer-training": N_("Training for peer workers"),
}
FOR_WORDS = {
    "everyone": N_("Everyone"),
    "lived-experience": N_("People with lived experience"),
    "relatives": N_("Relatives and friends"),
    "staff": N_("Staff"),
}
LEVEL_WORDS = {
    "introduction": N_("A first step"),
    "going-further": N_("Going further"),
}
FORMAT_WORDS = {
    "in-person": N_("In person"),
    "online": N_("Online"),
    "hybrid": N_("In person or online"),
}
SETTING_WORDS = {
    "community": N_("In the community"),
    "online": N_("Online"),
    "outdoors": N_("Outdoors"),
    "inpatient-ward": N_("On a hospital ward"),
    "outpatient-clinic": N_("At a clinic"),
    "supported-housing": N_("In supported housing"),
    "prison": N_("In prison"),
}
ACCESS_WORDS = {
    "step-free": N_("Step-free"),
    "hearing-loop": N_("Hearing loop"),
    "accessible-toilet": N_("Accessible toilet"),
    "quiet-room": N_("Quiet room"),
    "online": N_("I can join from home"),
}
DAY_WORDS = {
    "mon": N_("Monday"),
    "tue": N_("Tuesday"),
    "wed": N_("Wednesday"),
    "thu": N_("Thursday"),
    "fri": N_("Friday"),
    "sat": N_("Saturday"),
    "sun": N_("Sunday"),
}
TIME_WORDS = {
    "morning": N_("Morning"),
    "afternoon": N_("Afternoon"),
    "evening": N_("Evening"),
}
# The hours of the clock in which a class begins: from, up to.
HOURS = {"morning": (0, 12), "afternoon": (12, 17), "evening": (17, 24)}

# What can be chosen, in the order of the page. None: the choices are in the tables.
FACETS: Mapping[str, Mapping[str, str] | None] = {
    "strand": None,
    "format": FORMAT_WORDS,
    "day": DAY_WORDS,
    "time": TIME_WORDS,
    "access": ACCESS_WORDS,
    "kind": KIND_WORDS,
    "for": FOR_WORDS,
    "venue": None,
    "setting": SETTING_WORDS,
    "term": None,
    "language": None,
}
# What a course is; everything else is asked of its classes.
OF_COURSES = frozenset({"strand", "kind", "for", "language"})
LONGEST_QUERY = 500
LAST_PAGE = 10_000


@dataclass(frozen=True)
class Filters:
    """What somebody looks for: words, choices, places left, and which page of the answer.

    `exact` leaves the spelling as it was typed.
    """

    q: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    places: bool = False
    page: int = 1
    exact: bool = False

    def __bool__(self) -> bool:
        """Whether anything narrows the list."""
        return bool(self.q or self.chosen or self.places)

    def values(self, facet: str) -> tuple[str, ...]:
        return self.chosen.get(facet, ())

    def has(self, facet: str, value: str) -> bool:
        return value in self.values(facet)

    def known(self, choices: Mapping[str, Collection[str]]) -> Filters:
        """Without values that the tables do not know."""
        kept = {
            facet: tuple(v for v in values if facet not in choices or v in choices[facet])
            for facet, values in self.chosen.items()
        }
        return replace(self, chosen={facet: values for facet, values in kept.items() if values})

    def without(self, facet: str, value: str = "") -> Filters:
        """The same without one value, or without the whole facet; from the first page again."""
        if facet == "q":
            return replace(self, q="", exact=False, page=1)
        if facet == "places":
            return replace(self, places=False, page=1)
        left = tuple(v for v in self.values(facet) if value and v != value)
        chosen = {name: values for name, values in self.chosen.items() if name != facet}
        return replace(self, chosen=chosen | ({facet: left} if left else {}), page=1)

    def parts(self) -> Iterator[str]:
        """What can be dropped when together it is too much: the words, each facet, places."""
        yield from (facet for facet in FACETS if facet in self.chosen)
        if self.places:
            yield "places"
        if self.q:
            yield "q"

    def parameters(self) -> dict[str, str | list[str]]:
        """The parameters of the address that leads here."""
        found: dict[str, str | list[str]] = {"q": self.q} if self.q else {}
        found |= {name: list(self.chosen[name]) for name in FACETS if name in self.chosen}
        for name, value in (("places", self.places), ("exact", self.exact and self.q)):
            if value:
                found[name] = "1"
        return found | ({"page": str(self.page)} if self.page > 1 else {})


def read_filters(parameters: Mapping[str, Sequence[str]]) -> Filters:
    """What an address asks for. Anything unknown is passed over."""
    chosen = {}
    for facet, words in FACETS.items():
        given = dict.fromkeys(parameters.get(facet, ()))
        known = tuple(value for value in given if value and (words is None or value in words))
        if known:
            chosen[facet] = known
    return Filters(
        q=" ".join(_first(parameters, "q")[:LONGEST_QUERY].split()),
        chosen=chosen,
        places=_first(parameters, "places") == "1",
        page=_page(_first(parameters, "page")),
        exact=_first(parameters, "exact") == "1",
    )


def _first(parameters: Mapping[str, Sequence[str]], name: str) -> str:
    return next(iter(parameters.get(name, ())), "")


def _page(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        return 1
    return min(max(1, int(text[:9])), LAST_PAGE)
