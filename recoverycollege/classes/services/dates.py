"""The dates of a class. Every change counts up its version, so that calendars follow."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from recoverycollege import clock, history
from recoverycollege.classes.models import ClassSession, ScheduledClass
from recoverycollege.classes.rules.clock_times import check_shown
from recoverycollege.classes.rules.times import check_dates
from recoverycollege.classes.rules.weekly import weekly_days
from recoverycollege.classes.services.moving import ask_again, take_out
from recoverycollege.classes.services.planning import locked
from recoverycollege.classes.services.rooms import check_room
from recoverycollege.database import db
from recoverycollege.refusals import N_, Refused

MOST_SESSIONS = 60


def add_session(
    class_id: int,
    day: date,
    starts: time,
    ends: time,
    *,
    zone: ZoneInfo,
    by_id: int,
    share_room: bool = False,
) -> ClassSession:
    """Adds one meeting, given as the clock in `zone` shows it. Like all who plan dates it raises
    RoomTaken where another class meets, unless they share the room."""
    return add_sessions(
        class_id, [day], starts, ends, zone=zone, by_id=by_id, share_room=share_room
    )[0]


def add_weekly(
    class_id: int,
    first: date,
    starts: time,
    ends: time,
    how_many: int,
    *,
    skipping: Collection[date] = (),
    zone: ZoneInfo,
    by_id: int,
    share_room: bool = False,
) -> list[ClassSession]:
    """Adds a meeting a week, at the same local time on both sides of a clock change."""
    days = weekly_days(first, how_many, skipping)
    return add_sessions(class_id, days, starts, ends, zone=zone, by_id=by_id, share_room=share_room)


def add_sessions(
    class_id: int,
    days: Iterable[date],
    starts: time,
    ends: time,
    *,
    zone: ZoneInfo,
    by_id: int,
    share_room: bool = False,
) -> list[ClassSession]:
    """Adds a meeting on each of the days."""
    row = _running(class_id)
    added = []
    for day in days:
        begin, end = _instants(day, starts, ends, zone)
        _keep_apart(row, begin, end)
        session = ClassSession(starts_at=begin, ends_at=end, zone=zone.key)
        row.sessions.append(session)
        added.append(session)
    check_dates(row.course.kind, sum(not session.called_off for session in row.sessions))
    if len(row.sessions) > MOST_SESSIONS:
        raise Refused(N_("A class can have up to %(most)s dates."), most=MOST_SESSIONS)
    if not share_room:
        check_room(row, [(session.starts_at, session.ends_at) for session in added])
    row.version += 1
    db.session.flush()
    history.record("class.dates_added", "class", row.id, actor_id=by_id, dates=len(added))
    return added


def move_session(
    session_id: int,
    day: date,
    starts: time,
    ends: time,
    *,
    zone: ZoneInfo,
    now: datetime,
    by_id: int,
    share_room: bool = False,
) -> ClassSession:
    """Moves one meeting to another day or time. Whoever steps in for it is asked again."""
    row, session = _find(session_id)
    begin, end = _instants(day, starts, ends, zone)
    _keep_apart(row, begin, end, but=session)
    if (begin, end) != (session.starts_at, session.ends_at):
        if not share_room:
            check_room(row, [(begin, end)])
        session.starts_at, session.ends_at, session.zone = begin, end, zone.key
        row.version += 1
        history.record("class.date_moved", "class", row.id, actor_id=by_id, session=session.id)
        ask_again([session], now=now, by_id=by_id)
    return session


def remove_session(session_id: int, *, now: datetime, by_id: int) -> ScheduledClass:
    """Takes one meeting out of the plan; whoever steps in for it is told. One whose register was
    kept stays, and so does the last date of an open class."""
    row, session = _find(session_id)
    others = [s for s in row.sessions if s is not session and not s.called_off]
    if row.state == "open" and not any(s.starts_at > now for s in others):
        raise Refused(
            N_("An open class needs a date that is still to come. You can call the class off.")
        )
    take_out(session, now=now, by_id=by_id)
    row.sessions.remove(session)
    row.version += 1
    try:
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        raise Refused(N_("The register of that date has been kept, so the date stays.")) from None
    history.record("class.date_removed", "class", row.id, actor_id=by_id, session=session_id)
    return row


def _running(class_id: int) -> ScheduledClass:
    row = locked(class_id)
    if row.state == "called_off":
        raise Refused(N_("This class was called off. Please make a new class."))
    return row


def _find(session_id: int) -> tuple[ScheduledClass, ClassSession]:
    class_id = db.session.scalar(select(ClassSession.class_id).where(ClassSession.id == session_id))
    row = _running(class_id or 0)
    session = next((s for s in row.sessions if s.id == session_id), None)
    if session is None:
        raise Refused(N_("This date is not here any more."))
    return row, session


def _instants(day: date, starts: time, ends: time, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Of a time that comes twice, the first: so does whoever looks at a clock and goes."""
    for at in (starts, ends):
        check_shown(day, at, zone)
    begin, end = clock.instant(day, starts, zone), clock.instant(day, ends, zone)
    if end <= begin:
        raise Refused(N_("Please choose an end that is later than the start."))
    return begin, end


def _keep_apart(
    row: ScheduledClass, begin: datetime, end: datetime, but: ClassSession | None = None
) -> None:
    for other in row.sessions:
        if other is not but and other.starts_at < end and begin < other.ends_at:
            raise Refused(N_("This class already meets at that time. Please choose another."))
