"""Which classes are at their half-way now."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from sqlalchemy import func, select

from recoverycollege.classes.models import ClassSession, ScheduledClass
from recoverycollege.database import db
from recoverycollege.feedback.rules.windows import MID_FROM, Meeting, window


def at_half_way(now: datetime) -> list[int]:
    """The running classes whose form half-way is open, once the session it belongs to is over.
    One statement."""
    running = (
        select(ClassSession.class_id)
        .join(ScheduledClass, ScheduledClass.id == ClassSession.class_id)
        .where(ScheduledClass.state == "open", ClassSession.called_off.is_(False))
        .group_by(ClassSession.class_id)
        .having(func.min(ClassSession.starts_at) <= now, func.max(ClassSession.starts_at) > now)
        .having(func.count() >= MID_FROM)
    )
    rows = db.session.execute(
        select(ClassSession.class_id, ClassSession.starts_at, ClassSession.ends_at).where(
            ClassSession.class_id.in_(running), ClassSession.called_off.is_(False)
        )
    )
    meetings = defaultdict(list)
    for class_id, starts_at, ends_at in rows:
        meetings[class_id].append(Meeting(starts_at, ends_at))
    return [class_id for class_id, of in meetings.items() if _now(of, now)]


def _now(meetings: list[Meeting], now: datetime) -> bool:
    found = window("mid", meetings)
    over = {meeting.starts_at: meeting.ends_at for meeting in meetings}
    return found is not None and over[found.about] <= now and found.is_open(now)
