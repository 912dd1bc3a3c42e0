"""What the office does about turns: a form that arrived earlier, and putting someone forward."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import exists, select

from recoverycollege import history
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.enrolment.queries.turns import gathers
from recoverycollege.enrolment.rules.turns import (
    AFTER_CALLED_OFF,
    EARLIER,
    REASONS,
    Turn,
    check_received,
    put_forward,
)
from recoverycollege.enrolment.services.asking import ask
from recoverycollege.enrolment.services.filling import lock
from recoverycollege.refusals import N_, Refused

MAY_STAND = ("waiting", "offered", "lapsed")  # in line, or back there at their number one day
NOT_IN_LINE = N_("Only someone who is in line can be put forward.")


def ask_received(
    class_id: int, person_id: int, *, received_at: datetime | None, now: datetime, **how: Any
) -> Enrolment:
    """Asks for a place as `ask` does, for someone who asked earlier: a form on paper keeps the
    time it arrived. Their joining number is the next one all the same. Raises `Refused`."""
    if received_at is not None:
        check_received(received_at, now)
    enrolment = ask(class_id, person_id, now=now, **how)
    if received_at is not None and enrolment.asked_at == now:
        enrolment.asked_at = received_at
    return enrolment


def put_first(enrolment_id: int, reason: str, *, by_id: int) -> Enrolment:
    """Puts someone before others in line, with a reason that stays in the history. Whoever stands
    before them stays there; so does, for a form that came earlier, whoever is not in line just now
    and may be back at their number. Doing it twice changes nothing. Raises `Refused`."""
    if reason not in REASONS:
        raise Refused(N_("Please choose a reason."))
    found, line = _locked_line(enrolment_id)
    if reason != EARLIER:
        line = {e.id: e for e in line.values() if _stands(e)}
    turns = {e.id: Turn(e.id, e.number, e.asked_at, e.priority) for e in line.values()}
    changes = put_forward(turns.values(), turns[enrolment_id], reason, by_lot=gathers(found))
    for changed_id, priority in changes.items():
        mine = changed_id == enrolment_id
        facts = {"reason": reason} if mine else {"beside": enrolment_id}
        action = "place.put_first" if mine else "place.turn_kept"
        _set(line[changed_id], priority, action, by_id, **facts)
    return line[enrolment_id]


def put_back(enrolment_id: int, *, by_id: int) -> Enrolment:
    """Back to the turn they had: by their joining number, before the others for those whose class
    was called off. Raises `Refused`."""
    _, line = _locked_line(enrolment_id)
    own = AFTER_CALLED_OFF if _was_moved(enrolment_id) else 0
    if line[enrolment_id].priority > own:
        _set(line[enrolment_id], own, "place.put_back", by_id)
    return line[enrolment_id]


def _was_moved(enrolment_id: int) -> bool:
    """Whether a wish came here from a class that was called off: only the history knows."""
    moved = exists().where(
        history.Entry.about_kind == "enrolment",
        history.Entry.about_id == enrolment_id,
        history.Entry.action == "place.moved",
    )
    return bool(db.session.scalar(select(moved)))


def _locked_line(enrolment_id: int) -> tuple[ScheduledClass, dict[int, Enrolment]]:
    """The class lock first, then everyone in line as they are under it, with those who may be back:
    whose offer runs or ran out, who rest, who were not reached yet. Raises `Refused` for someone
    who is not in line."""
    of_class = select(Enrolment.class_id).where(Enrolment.id == enrolment_id)
    found = lock(of_class.scalar_subquery())
    if found is None:
        raise Refused(N_("This place is no longer there."))
    rows = db.session.scalars(
        select(Enrolment)
        .where(Enrolment.class_id == found.id, Enrolment.state.in_(MAY_STAND))
        .execution_options(populate_existing=True)
    )
    line = {row.id: row for row in rows}
    if enrolment_id not in line or not _stands(line[enrolment_id]):
        raise Refused(NOT_IN_LINE)
    return found, line


def _stands(enrolment: Enrolment) -> bool:
    """In line and counted, as `in_line` says it of rows."""
    reached = enrolment.confirmed_at is not None
    return enrolment.state == "waiting" and reached and not enrolment.resting


def _set(enrolment: Enrolment, priority: int, action: str, by_id: int, **facts: Any) -> None:
    before, enrolment.priority = enrolment.priority, priority
    history.record(
        action,
        "enrolment",
        enrolment.id,
        actor_id=by_id,
        person_id=enrolment.person_id,
        class_id=enrolment.class_id,
        before=before,
        after=priority,
        **facts,
    )
