"""What the college holds for each component of the published fidelity measure, as counts.

Toney R, Knight J, Hamill K, Taylor A, Henderson C, Crowther A, Meddings S, Barbic S, Jennings H,
Pollock K, Bates P, Repper J, Slade M (2019): Development and evaluation of a Recovery College
fidelity measure. Canadian Journal of Psychiatry 64, 405–414. Only the names of its components are
used. It is answered by people who know the college; a count is evidence for them, and no score.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from recoverycollege.classes.rules.gate import ONE_TO_ONE

COMMUNITY = {"community", "outdoors"}
GROUP_FROM = 3  # meetings: enough to come to know each other
KINDS = ("design", "delivery", "evaluation")

Signed = Mapping[int, Collection[tuple[str, str]]]  # class id → (kind, side) of its signatures


@dataclass(frozen=True)
class Count:
    """So many, of how many there are."""

    count: int
    of: int


@dataclass(frozen=True)
class ClassFacts:
    """A class of the term as it was planned, staffed and taught."""

    id: int
    course_id: int
    strand_id: int
    kind: str
    level: str
    for_whom: str
    setting: str
    step_free: bool
    outcomes: bool  # its course says what people may be able to do
    sessions: int
    first_ends_at: datetime | None
    last_ends_at: datetime | None
    peers: int
    others: int
    led_by_peer: bool
    asked: bool  # its students were asked before or after

    def signable(self, kind: str, now: datetime) -> bool:
        """Whether the time for this record has come."""
        ends_at = self.first_ends_at if kind == "delivery" else self.last_ends_at
        return kind == "design" or (ends_at is not None and ends_at <= now)


def counts(classes: Sequence[ClassFacts], signed: Signed, now: datetime) -> dict[str, Count]:
    """What is counted of classes and records: nobody is counted here, so it is exact. A talk
    between two is no class, so it only counts for its course."""
    found = {name: _courses(classes, test) for name, test in OF_COURSES.items()}
    classes = [one for one in classes if one.kind != ONE_TO_ONE]
    found |= {name: _classes(classes, test) for name, test in OF_CLASSES.items()}
    over = [one for one in classes if one.signable("evaluation", now)]
    found["asked"] = _classes(over, lambda one: one.asked)
    for kind in KINDS:
        due = [one for one in classes if one.signable(kind, now) and one.peers and one.others]
        both = [one for one in due if _sides(signed, one, kind) == {"peer", "other"}]
        found[f"{kind}_both"] = Count(len(both), len(due))
    alone = [one for one in classes if one.peers and not one.others]
    records = [(one, kind) for one in alone for kind in KINDS if one.signable(kind, now)]
    by_peers = [pair for pair in records if _sides(signed, *pair) == {"peer"}]
    found["peers_alone"] = Count(len(by_peers), len(records))
    return found


def _sides(signed: Signed, one: ClassFacts, kind: str) -> set[str]:
    return {side for signed_kind, side in signed.get(one.id, ()) if signed_kind == kind}


Test = Callable[[ClassFacts], bool]
OF_CLASSES: dict[str, Test] = {
    "co_led": lambda one: bool(one.peers and one.others),
    "peer_leads": lambda one: one.led_by_peer,
    "three_times": lambda one: one.sessions >= GROUP_FROM,
    "peer_groups": lambda one: one.kind == "peer-group",
    "peer_training": lambda one: one.kind == "peer-training",
    "in_community": lambda one: one.setting in COMMUNITY,
    "online": lambda one: one.setting == "online",
    "for_everyone": lambda one: one.for_whom == "everyone",
    "for_relatives": lambda one: one.for_whom == "relatives",
    "step_free": lambda one: one.step_free,
}
OF_COURSES: dict[str, Test] = {
    "outcomes": lambda one: one.outcomes,
    "going_further": lambda one: one.level == "going-further",
    "one_to_one": lambda one: one.kind == ONE_TO_ONE,
}


def _classes(classes: Sequence[ClassFacts], test: Test) -> Count:
    return Count(sum(1 for one in classes if test(one)), len(classes))


def _courses(classes: Sequence[ClassFacts], test: Test) -> Count:
    courses = {one.course_id: one for one in classes}
    return _classes(list(courses.values()), test)
