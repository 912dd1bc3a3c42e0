"""Everyone who has or wants a place on a class, with the rule that holds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment, Offer
from recoverycollege.enrolment.queries.limits import at_limit
from recoverycollege.enrolment.queries.places import counts
from recoverycollege.enrolment.queries.turns import first_start, gathers, is_arranging, wish_of
from recoverycollege.enrolment.rules.places import MOST_PASSED
from recoverycollege.enrolment.rules.reasons import Turn, reason
from recoverycollege.enrolment.rules.windows import NO_OFFERS_BEFORE_START
from recoverycollege.enrolment.rules.wishes import automatic

SHOWN = ("waiting", "offered", "lapsed")


@dataclass(frozen=True)
class InLine:
    """One wish, with the rule that holds it, and the facts its words need."""

    enrolment: Enrolment
    turn: Turn
    reason: str


def whole_line(found: ScheduledClass, now: datetime) -> list[InLine]:
    """Those offered a place, in line, or resting, in the order of the line. Three statements,
    and one more where a term has a limit."""
    rows = db.session.execute(
        select(Enrolment, is_arranging())
        .where(Enrolment.class_id == found.id, Enrolment.state.in_(SHOWN))
        .options(joinedload(Enrolment.person), selectinload(Enrolment.offers))
        .order_by(Enrolment.priority.desc(), Enrolment.number)
    ).all()
    limited = at_limit(found, [row[0].person_id for row in rows])
    free, before, kept, line = counts([found.id], now)[found.id].free, 0, False, []
    for enrolment, arranging in rows:
        turn = turn_of(found, enrolment, now, before, free, kept=kept, arranging=arranging)
        turn = replace(turn, limited=enrolment.person_id in limited)
        line.append(InLine(enrolment, turn, reason(turn)))
        if turn.state != "waiting" or not _counts(turn) or turn.places > turn.capacity:
            continue
        before += 1
        kept = kept or (turn.places > free and turn.passed >= MOST_PASSED)
        free -= turn.places if turn.places <= free else 0
    return line


def _counts(turn: Turn) -> bool:
    return turn.confirmed and not (turn.resting or turn.paused or turn.stopped or turn.limited)


def turn_of(
    found: ScheduledClass,
    enrolment: Enrolment,
    now: datetime,
    before: int,
    free: int,
    *,
    kept: bool,
    arranging: bool,
) -> Turn:
    """The facts of one wish. `before` and `free`: of the line before it."""
    starts_at, person = first_start(found) or now, enrolment.person
    offer = next((offer for offer in enrolment.offers if offer.answer is None), None)
    stopped = person.letters_stopped_at is not None
    return Turn(
        state=enrolment.state,
        places=enrolment.places,
        passed=enrolment.passed,
        confirmed=enrolment.confirmed_at is not None,
        own_offer=offer is not None and offer.kind == "own",
        until=offer.ends_at if offer else person.paused_until,
        arranging=arranging,
        automatic=_automatic(enrolment, offer, starts_at),
        resting=enrolment.resting,
        paused=not stopped and not wish_of(enrolment, now).eligible,
        stopped=stopped,
        gathered=gathers(found),
        near=starts_at - now < NO_OFFERS_BEFORE_START,
        before=before,
        free=free,
        kept=kept,
        capacity=found.capacity,
    )


def _automatic(enrolment: Enrolment, offer: Offer | None, starts_at: datetime) -> bool:
    return offer is not None and automatic(enrolment.auto_days, offer.made_at, starts_at)


def ids_of(class_id: int) -> Sequence[int]:
    """Every enrolment of a class, for its history."""
    return db.session.scalars(select(Enrolment.id).where(Enrolment.class_id == class_id)).all()
