"""A class is planned, changed, and opened for enrolment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from recoverycollege import clock, history
from recoverycollege.catalogue.models import Course
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.classes.queries import member_facts
from recoverycollege.classes.rules.gate import (
    ONE_TO_ONE,
    NotReady,
    OpeningFacts,
    is_exception,
    may_open,
    missing_for,
)
from recoverycollege.classes.rules.lot import LotFacts, check_lot_day
from recoverycollege.classes.rules.team import agrees_to_kind
from recoverycollege.classes.rules.times import check_places
from recoverycollege.classes.services.indexing import reindex, shows_names
from recoverycollege.classes.services.moving import ask_again, tell_team_of_dates
from recoverycollege.classes.services.rooms import check_room
from recoverycollege.database import db
from recoverycollege.refusals import N_, Refused

# Capacity is not among them: once a class stands, it is changed through enrolment.
FIELDS = (
    "term_id",
    "venue_id",
    "room",
    "format",
    "setting",
    "joining_link",
    "enrol_from",
    "enrol_until",
    "lot_until",
    "note",
)
ROOM = {"venue_id", "room", "format"}
WHERE = {"venue_id", "format"}  # another room in the same house asks nobody anew
IN_CALENDARS = {"venue_id", "room", "format", "joining_link"}


class NotHere(Exception):
    """There is no such class."""


def locked(class_id: int) -> ScheduledClass:
    """The class as it is now, its row locked until the transaction ends.

    Whatever was read before the lock could be stale by now, so it is forgotten. The course comes
    by a statement of its own, after the lock.
    """
    db.session.flush()
    db.session.expire_all()
    row = db.session.scalar(
        select(ScheduledClass)
        .where(ScheduledClass.id == class_id)
        .options(selectinload(ScheduledClass.course).joinedload(Course.strand))
        .with_for_update()
    )
    if row is None:
        raise NotHere
    return row


def save_class(
    scheduled_class: ScheduledClass | None,
    values: Mapping[str, Any],
    *,
    by_id: int,
    now: datetime,
    today: date,
    wishes: int = 0,
    placed: int = 0,
    share_room: bool = False,
) -> ScheduledClass:
    """Makes a draft of a class (then `values` also holds course_id and capacity) or changes one.

    `wishes` stand in its line, `placed` have a place or an offer: counted while its row is locked.
    Raises `Refused`, also where another class is in a new room then, unless they share it.
    """
    if scheduled_class is None:
        check_lot_day(values["lot_until"], LotFacts(None), today)
        check_places(_kind(values["course_id"]), values["capacity"])
        row = ScheduledClass(course_id=values["course_id"], capacity=values["capacity"])
        _fill(row, values)
        db.session.add(row)
        db.session.flush()
        history.record("class.made", "class", row.id, actor_id=by_id, course=row.course_id)
        return row
    row = locked(scheduled_class.id)
    facts = LotFacts(row.lot_until, row.drawn_at is not None, wishes, placed)
    check_lot_day(values["lot_until"], facts, today)
    changed = _fill(row, values)
    if ROOM & set(changed) and not share_room:
        db.session.flush()
        ahead = [s for s in row.sessions if s.starts_at.date() >= today and not s.called_off]
        check_room(row, [(session.starts_at, session.ends_at) for session in ahead])
    if WHERE & set(changed):
        ask_again([s for s in row.sessions if s.starts_at > now], now=now, by_id=by_id)
        tell_team_of_dates(row, now)
    if changed:
        row.version += bool(IN_CALENDARS & set(changed))
        history.record("class.changed", "class", row.id, actor_id=by_id, changed=changed)
    return row


def _kind(course_id: int) -> str:
    return db.session.scalar(select(Course.kind).where(Course.id == course_id)) or ""


def _fill(row: ScheduledClass, values: Mapping[str, Any]) -> list[str]:
    changed = [name for name in FIELDS if getattr(row, name) != values[name]]
    for name in changed:
        setattr(row, name, values[name])
    return changed


def opening_facts(row: ScheduledClass) -> OpeningFacts:
    """What the gate wants to know of a class."""
    running = [session for session in row.sessions if not session.called_off]
    last = max(running, key=lambda session: session.starts_at, default=None)
    return OpeningFacts(
        kind=row.course.kind,
        perspectives=row.sides,
        state=row.state,
        capacity=row.capacity,
        starts=[session.starts_at for session in running],
        last_day=clock.local(last.starts_at, ZoneInfo(last.zone)).date() if last else None,
        enrol_from=row.enrol_from,
        enrol_until=row.enrol_until,
        online=row.format != "in-person",
        joining_link=row.joining_link,
        in_catalogue=row.course.in_catalogue,
        told_by_kind_ok=agrees_to_kind(member_facts(row.team)),
    )


def open_class(
    class_id: int,
    now: datetime,
    by_id: int,
    *,
    zone: ZoneInfo,
    exception_reason: str = "",
    is_manager: bool = False,
) -> ScheduledClass:
    """Lets people ask for places. Raises NotReady with what is missing.

    A manager may open a class whose team is not complete yet; the reason goes into the history.
    """
    row = locked(class_id)
    if row.state == "open":
        return row
    excepted = is_exception(opening_facts(row), exception_reason, is_manager=is_manager)
    _pass_gate(row, now, zone, excepted=excepted)
    reason: dict[str, Any] = {"exception": exception_reason.strip()} if excepted else {}
    history.record("class.opened", "class", row.id, actor_id=by_id, **reason)
    if shows_names(row.team):
        reindex(row.course_id)
    return row


def open_times(
    rows: Sequence[ScheduledClass], now: datetime, by_id: int, *, zone: ZoneInfo
) -> None:
    """Opens times that were made just now, and which nobody else can have seen. Each of them has
    to pass the gate, without any exception. Raises NotReady."""
    for row in rows:
        _pass_gate(row, now, zone)
        history.record("class.opened", "class", row.id, actor_id=by_id)


def _pass_gate(
    row: ScheduledClass, now: datetime, zone: ZoneInfo, *, excepted: bool = False
) -> None:
    """The one place where a class opens. Raises NotReady with what is missing."""
    today = clock.local(now, zone).date()
    if missing := may_open(opening_facts(row), now=now, today=today, excepted=excepted):
        raise NotReady(N_("This class is not ready yet. Below is what it still needs."), missing)
    row.state = "open"


def allow_kind(course_id: int, kind: str) -> None:
    """Refuses a kind of course that a class already open could not be opened with.

    Call it before the course is changed. It locks every class of the course, so that none opens
    by the old kind meanwhile.
    """
    if _kind(course_id) == kind:
        return
    rows = db.session.scalars(
        select(ScheduledClass)
        .where(ScheduledClass.course_id == course_id)
        .options(selectinload(ScheduledClass.team))
        .order_by(ScheduledClass.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    if kind == ONE_TO_ONE and any(row.state != "called_off" for row in rows):
        raise Refused(
            N_(
                "This course has classes already. One-to-one times tell that whoever gives them "
                "is a peer, so they begin with a course of their own."
            )
        )
    for row in rows:
        perspectives = row.sides
        before = missing_for(row.course.kind, perspectives)
        if row.state == "open" and set(missing_for(kind, perspectives)) - set(before):
            raise Refused(
                N_(
                    "A class of this course is open, and its team is not enough for that kind. "
                    "Please add to the team first."
                )
            )
