"""What a team signs together: what stands there at first, who signs, and when.

Everyone in the team sees what each of it brings, so these words may say so. They name nobody.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from recoverycollege.refusals import N_

DESIGN, DELIVERY, EVALUATION = KINDS = ("design", "delivery", "evaluation")
PEER, OTHER = SIDES = ("peer", "other")
LONGEST = 2000
FORTNIGHT = timedelta(days=14)

CALLED_OFF = N_("This class was called off, so there is nothing more to sign.")
NO_DATES = N_("This can be signed once the class has dates.")
CAME_LATER = N_("You came to this team later, so this is for the others to sign.")
AFTER_FIRST = N_("This can be signed after the first session.")
AFTER_LAST = N_("This can be signed after the last session.")

WHO = {
    (): N_("nobody yet"),
    ("peer",): N_("peers alone"),
    ("practitioner",): N_("practitioners alone, without a peer"),
    ("relative",): N_("relatives alone, without a peer"),
    ("peer", "practitioner"): N_("a peer and a practitioner"),
    ("peer", "relative"): N_("a peer and a relative"),
    ("practitioner", "relative"): N_("a practitioner and a relative, without a peer"),
    ("peer", "practitioner", "relative"): N_("a peer, a practitioner and a relative"),
}


@dataclass(frozen=True)
class Held:
    """When a class was or will be held: its sessions that are not called off, in order."""

    called_off: bool
    days: Sequence[date] = ()
    first_ends_at: datetime | None = None
    last_ends_at: datetime | None = None


@dataclass(frozen=True)
class Facts:
    """What the first words of a record are made of."""

    perspectives: Collection[str]
    course: str
    in_catalogue: bool
    review_on: date | None
    held: Held
    agreed: bool = False  # the course itself was signed from both sides
    both_looked_back: bool = False  # each alone, before the team met


@dataclass(frozen=True)
class Sentence:
    """A message id and what fills it: dates stay dates, `who` is itself a message id."""

    message: str
    params: dict[str, Any] = field(default_factory=dict)


def side_of(perspective: str) -> str:
    """For which side someone signs."""
    return PEER if perspective == "peer" else OTHER


def sides_of(perspectives: Collection[str]) -> tuple[str, ...]:
    """The sides a team can sign from; a team of peers has one."""
    there = {side_of(perspective) for perspective in perspectives}
    return tuple(side for side in SIDES if side in there)


def not_yet(kind: str, held: Held, now: datetime) -> str:
    """Why a record cannot be signed now, as a message id; empty: it can."""
    if held.called_off:
        return CALLED_OFF
    if kind == DESIGN:
        return ""
    ends_at = held.first_ends_at if kind == DELIVERY else held.last_ends_at
    if ends_at is None:
        return NO_DATES
    if now < ends_at:
        return AFTER_FIRST if kind == DELIVERY else AFTER_LAST
    return ""


def not_theirs(kind: str, joined_at: datetime, held: Held) -> str:
    """Why somebody who came to the team at that time does not sign a record; empty: they may. What
    was planned together is signed by those who were there as it began, the rest by those who were
    there before it ended."""
    until = held.first_ends_at if kind == DESIGN else held.last_ends_at
    return CAME_LATER if until is not None and joined_at >= until else ""


def still_to_sign(
    held: Held,
    team: Sequence[tuple[int, str, datetime]],
    signed: Collection[tuple[str, str, int]],
    now: datetime,
) -> dict[str, list[int]]:
    """Of a class that has begun: kind → who of its team may still sign it, for each record that
    can be signed now and is not signed from every side the team has. `team`: person,
    perspective, when they joined; `signed`: kind, side and person."""
    found = {}
    sides = sides_of([perspective for _, perspective, _ in team])
    for kind in KINDS:
        done = {side for of, side, _ in signed if of == kind}
        if set(sides) <= done or not_yet(kind, held, now):
            continue
        by = {member for of, _, member in signed if of == kind}
        those = [
            member
            for member, side, joined_at in team
            if side_of(side) not in done and member not in by
            if not not_theirs(kind, joined_at, held)
        ]
        if those:
            found[kind] = those
    return found


def may_remind(reminded_at: datetime | None, now: datetime) -> bool:
    """At most once a fortnight."""
    return reminded_at is None or reminded_at <= now - FORTNIGHT


def first_words(kind: str, facts: Facts, now: datetime) -> list[Sentence]:
    """What stands in a record until the team puts it in its own words."""
    if kind == DESIGN:
        return _design(facts)
    return _delivery(facts, now) if kind == DELIVERY else _evaluation(facts)


def _design(facts: Facts) -> list[Sentence]:
    words = [
        Sentence(N_("This class was planned by %(who)s."), {"who": _who(facts)}),
    ]
    if facts.agreed:
        agreed = N_("Its course, %(course)s, was agreed by a peer and by someone else.")
        words.append(Sentence(agreed, {"course": facts.course}))
    if facts.in_catalogue and facts.review_on:
        reviewed = N_("Its course, %(course)s, is looked at again on %(day)s.")
        words.append(Sentence(reviewed, {"course": facts.course, "day": facts.review_on}))
    return words


def _delivery(facts: Facts, now: datetime) -> list[Sentence]:
    held, params = facts.held, {"who": _who(facts)}
    if held.last_ends_at is None or now < held.last_ends_at:
        begun = N_("The class began on %(first)s, and is taught by %(who)s.")
        return [Sentence(begun, params | {"first": held.days[0]})] if held.days else []
    if len(held.days) == 1:
        return [
            Sentence(N_("It was taught on %(day)s by %(who)s."), params | {"day": held.days[0]})
        ]
    many = N_("It was taught %(times)s times from %(first)s to %(last)s, by %(who)s.")
    dates = {"times": len(held.days), "first": held.days[0], "last": held.days[-1]}
    return [Sentence(many, params | dates)]


def _evaluation(facts: Facts) -> list[Sentence]:
    words = [Sentence(N_("We looked back on this class, as %(who)s."), {"who": _who(facts)})]
    if facts.both_looked_back:
        words.append(Sentence(N_("From both sides, we had first looked back alone.")))
    return words


def _who(facts: Facts) -> str:
    there = set(facts.perspectives)
    return WHO[tuple(each for each in ("peer", "practitioner", "relative") if each in there)]


def fingerprint(kind: str, words: str) -> str:
    """Of exactly these words: a page sends it back, so that nobody signs others."""
    return hashlib.sha256(f"{kind}\n{words}".encode()).hexdigest()[:32]
