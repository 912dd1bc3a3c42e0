"""Writing a course together: what is still missing, when it is agreed, and who may sign what."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from recoverycollege.catalogue.rules.texts import OUTCOMES, Texts
from recoverycollege.refusals import N_, Refused

PERSPECTIVE_WORDS = {
    "peer": N_("As a peer, with lived experience"),
    "practitioner": N_("As a practitioner, from my work"),
    "relative": N_("As a relative or friend"),
    "student": N_("As a student, or I would rather not say"),
}
PEER, OTHER = "peer", "other"
SIDES = {"peer": PEER, "practitioner": OTHER, "relative": OTHER}
USUAL_TIME = timedelta(weeks=8)
LONGEST_TIME = timedelta(weeks=52)
UNTIL_REVIEW = timedelta(days=365)
LONGEST_UNTIL_REVIEW = timedelta(days=3 * 365)
Missing = tuple[str, dict[str, int]]  # a message id, and what fills its gaps


@dataclass(frozen=True)
class DesignFacts:
    """Where a round stands. `signed`: the perspectives of those who signed the text that stands
    there now."""

    state: str
    version: int
    texts: Texts
    questions: int = 0
    disagreements: int = 0
    signed: Collection[str] = ()


def to_settle(facts: DesignFacts) -> list[Missing]:
    """What must be done before anyone can sign."""
    found: list[Missing] = []
    if not facts.texts.summary:
        found.append((N_("It needs a sentence or two that stand on its card."), {}))
    if len(facts.texts.outcomes) not in OUTCOMES:
        found.append((N_("It needs two to four lines on what students may get from it."), {}))
    if facts.questions:
        found.append((N_("Questions still open: %(count)s."), {"count": facts.questions}))
    if facts.disagreements:
        found.append(
            (N_("Disagreements not settled yet: %(count)s."), {"count": facts.disagreements})
        )
    return found


def to_sign(facts: DesignFacts) -> list[Missing]:
    """Which side has not signed yet."""
    sides = {SIDES.get(perspective) for perspective in facts.signed}
    found: list[Missing] = []
    if PEER not in sides:
        found.append((N_("A peer has not signed yet."), {}))
    if OTHER not in sides:
        found.append((N_("A practitioner or a relative has not signed yet."), {}))
    return found


def missing(facts: DesignFacts) -> list[Missing]:
    """All that is missing until it is agreed; nothing when it is."""
    return to_settle(facts) + to_sign(facts)


class Over(Refused):
    """Nothing is changed in a round that was published or set aside."""

    def __init__(self) -> None:
        super().__init__(N_("This round is over. Nothing can be changed in it any more."))


def check_runs(state: str) -> None:
    """Words, notes and signatures belong to a round that still runs. Raises `Over`."""
    if state not in ("open", "agreed"):
        raise Over


def check_sign(facts: DesignFacts, perspective: str, version: int) -> None:
    """Whether someone may sign: for their own side, and the very words they have read. Raises
    `Refused`."""
    check_runs(facts.state)
    if version != facts.version:
        raise Refused(
            N_(
                "The words have changed since you opened the page, so nothing was signed. Please "
                "read them once more."
            )
        )
    if perspective not in SIDES:
        raise Refused(
            N_(
                "A peer signs, and a practitioner or a relative. If you are one of them, please "
                "say so on the page first."
            )
        )
    if to_settle(facts):
        raise Refused(
            N_("Something is still open. Please settle it together first, then sign once more.")
        )


def check_time(until: date, before: date, today: date) -> None:
    """More time is later than before, and within a year. Raises `Refused`."""
    if until <= max(before, today):
        raise Refused(N_("Please choose a day later than the one before, and still to come."))
    if until > today + LONGEST_TIME:
        raise Refused(N_("Please choose a day within a year from now."))


def check_review(review_on: date, today: date) -> None:
    """A course comes back on a day to come, within three years. Raises `Refused`."""
    if not today < review_on <= today + LONGEST_UNTIL_REVIEW:
        raise Refused(N_("Please choose a day to come, within three years from now."))


def is_late(state: str, until: date, today: date) -> bool:
    """Whether the time of a round is over and it is not agreed yet."""
    return state == "open" and until < today


def check_publish(facts: DesignFacts, *, excepted: bool) -> None:
    """Into the catalogue goes what both sides signed; else a manager has said why not. Raises
    `Refused`."""
    check_runs(facts.state)
    if facts.state != "agreed" and not excepted:
        raise Refused(
            N_("This course is not agreed yet. A peer signs it, and a practitioner or a relative.")
        )
    if not facts.texts.summary or len(facts.texts.outcomes) not in OUTCOMES:
        raise Refused(N_("Its words are not complete yet. Please write them together first."))
