"""What a class needs before people can ask for a place on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from recoverycollege.refusals import N_, Refused

# One peer worker meets one person: a class of this kind is a time that someone can book.
ONE_TO_ONE = "one-to-one"
# Kinds that a peer may lead alone; all others are taught by a peer and someone else.
PEER_ALONE = frozenset({"peer-group", ONE_TO_ONE})
OTHERS = frozenset({"practitioner", "relative"})
NO_PEER = N_("A co-teacher who is a peer.")
NO_OTHER = N_("A co-teacher who is a practitioner or a relative.")
NOBODY_ELSE = N_("Nobody else in its team: one peer worker meets one person.")
NOT_SHOWN = N_(
    "The peer worker's own yes that everyone may read they are a peer: this kind tells it. "
    "They say so on their page of the class."
)
NO_DATE = N_("At least one date that is still to come.")
NO_PLACES = N_("Room for at least one student.")
ONE_PLACE = N_("One place: one peer worker meets one person.")
ONE_DATE = N_("One date: every other time is a class of its own.")
WINDOW_TURNED = N_("A last day to ask that is not before the first day to ask.")
WINDOW_OVER = N_("A last day to ask that has not passed yet.")
WINDOW_LATE = N_("A first day to ask that is not after the last class.")
CALLED_OFF = N_("It was called off. Please make a new class.")
NO_LINK = N_("The joining link is still to come. Students need it before the class starts.")
NOT_LISTED = N_("The course is not in the catalogue, so students will not find it there.")


def missing_for(kind: str, perspectives: Sequence[str]) -> list[str]:
    """Who is missing in a team for this kind of course, as message ids; empty: it is complete.

    Courses, workshops and training for peer workers are taught by a peer and someone else;
    a peer group needs a peer; one-to-one peer support is given by one peer and nobody else.
    """
    missing = [] if "peer" in perspectives else [NO_PEER]
    if kind == ONE_TO_ONE and len(perspectives) > ("peer" in perspectives):
        missing.append(NOBODY_ELSE)
    if kind not in PEER_ALONE and not OTHERS & set(perspectives):
        missing.append(NO_OTHER)
    return missing


class NotReady(Refused):
    """A class lacks what its kind needs. `missing` holds the message ids."""

    def __init__(self, message: str, missing: Sequence[str]) -> None:
        super().__init__(message)
        self.missing = list(missing)


@dataclass(frozen=True)
class OpeningFacts:
    """What is known of a class when someone wants to open it."""

    kind: str
    perspectives: Sequence[str]
    state: str
    capacity: int
    starts: Sequence[datetime]  # of its sessions that are not called off
    last_day: date | None  # of these, by the local calendar
    enrol_from: date | None
    enrol_until: date | None
    online: bool
    joining_link: str
    in_catalogue: bool
    told_by_kind_ok: bool = False  # where the kind tells what they bring, the team agrees to that


def may_open(
    facts: OpeningFacts, *, now: datetime, today: date, excepted: bool = False
) -> list[str]:
    """Everything that stands in the way, the team first; empty: it may open. `excepted`: a manager
    lets it open without the whole team."""
    team = [] if excepted else missing_for(facts.kind, facts.perspectives)
    return team + bars(facts, now=now, today=today)


def is_exception(facts: OpeningFacts, reason: str, *, is_manager: bool) -> bool:
    """Whether a manager's reason is needed, and there is one."""
    lacking = missing_for(facts.kind, facts.perspectives)
    return bool(lacking) and is_manager and bool(reason.strip())


def bars(facts: OpeningFacts, *, now: datetime, today: date) -> list[str]:
    """What stands in the way beside the team. No exception is made for these."""
    found = [CALLED_OFF] if facts.state == "called_off" else []
    if not any(start > now for start in facts.starts):
        found.append(NO_DATE)
    found += _one_to_one(facts) if facts.kind == ONE_TO_ONE else _places(facts)
    return found + _window(facts, today)


def _places(facts: OpeningFacts) -> list[str]:
    return [NO_PLACES] if facts.capacity < 1 else []


def _one_to_one(facts: OpeningFacts) -> list[str]:
    """The kind alone says that whoever gives it is a peer, so they have to agree to that first."""
    found = [] if facts.told_by_kind_ok else [NOT_SHOWN]
    if facts.capacity != 1:
        found.append(ONE_PLACE)
    return [*found, ONE_DATE] if len(facts.starts) > 1 else found


def _window(facts: OpeningFacts, today: date) -> list[str]:
    first, last = facts.enrol_from, facts.enrol_until
    found = []
    if first and last and last < first:
        found.append(WINDOW_TURNED)
    if last and last < today:
        found.append(WINDOW_OVER)
    if first and facts.last_day and first > facts.last_day:
        found.append(WINDOW_LATE)
    return found


def worth_knowing(facts: OpeningFacts) -> list[str]:
    """What the office should see to, though it does not stand in the way."""
    found = [NO_LINK] if facts.online and not facts.joining_link else []
    return found if facts.in_catalogue else [*found, NOT_LISTED]
