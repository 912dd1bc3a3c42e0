"""What an invitation or an offer is about, found and locked: its class first, so that two answers
at once end in one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, select

from recoverycollege.classes.models import Absence, Joining, ScheduledClass
from recoverycollege.classes.services.absences import BACK, open_absence
from recoverycollege.classes.services.planning import locked
from recoverycollege.database import db
from recoverycollege.refusals import N_, Refused


def class_to_join(class_id: int, person_id: int) -> ScheduledClass:
    """The class, locked, with someone who is not in its team."""
    row = locked(class_id)
    if row.state == "called_off":
        raise Refused(N_("This class was called off."))
    if any(member.person_id == person_id for member in row.team):
        raise Refused(N_("They are in this team already."))
    return row


def absence_of(row: ScheduledClass, absence_id: int | None, now: datetime) -> Absence | None:
    """The open absence in this class, if it is about one. Raises `Refused`."""
    if absence_id is None:
        return None
    absence = open_absence(absence_id, now)
    if absence.session.class_id != row.id:
        raise Refused(BACK)
    return absence


def asked_already(class_id: int, absence_id: int | None, person_id: int) -> Joining | None:
    """What waits between the college and someone about the same, from either side."""
    same = (Joining.absence_id == absence_id) & (Joining.person_id == person_id)
    return next(iter(all_waiting(Joining.class_id == class_id, same)), None)


def all_waiting(*where: ColumnElement[bool]) -> list[Joining]:
    """Whatever waits for an answer, in the order in which it was asked; locked."""
    query = select(Joining).where(Joining.answer == "waiting", *where)
    return list(db.session.scalars(query.order_by(Joining.id).with_for_update()))


def with_class(joining_id: int) -> tuple[ScheduledClass, Joining]:
    """The class first, then the joining as it is now."""
    row = _class_of(joining_id)
    joining = db.session.get(Joining, joining_id, with_for_update=True)
    if joining is None:
        raise Refused(BACK)
    return row, joining


def with_others(joining_id: int) -> tuple[ScheduledClass, Joining, list[Joining]]:
    """The class first, then the joining as it is now, and whatever else waits for that class."""
    row = _class_of(joining_id)
    waiting = (Joining.class_id == row.id) & (Joining.answer == "waiting")
    query = select(Joining).where(waiting | (Joining.id == joining_id)).order_by(Joining.id)
    found = {one.id: one for one in db.session.scalars(query.with_for_update())}
    joining = found.pop(joining_id, None)
    if joining is None:
        raise Refused(BACK)
    return row, joining, list(found.values())


def _class_of(joining_id: int) -> ScheduledClass:
    """Its class, locked. Raises `Refused` where it went with the absence that it was about."""
    joining = db.session.get(Joining, joining_id)
    if joining is None:
        raise Refused(BACK)
    return locked(joining.class_id)
