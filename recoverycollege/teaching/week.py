"""The next seven days of a co-teacher: each session with all it takes to walk in prepared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _

from recoverycollege import clock, wording
from recoverycollege.classes.models import ClassSession, ScheduledClass
from recoverycollege.classes.rules.gate import ONE_TO_ONE
from recoverycollege.enrolment.rules.attendance import EARLY
from recoverycollege.teaching.queries import needs_by_class

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Meeting:
    """A session to come. `needs`: how many people told the team what would help them. `next`: what
    is most worth doing now: register, write (the plan) or plan (to read it)."""

    session: ClassSession
    found: ScheduledClass
    day: str
    needs: int
    planned: bool
    next: str

    @property
    def talk(self) -> bool:
        """A conversation for two, which needs no plan."""
        return _is_talk(self.found)


def this_week(mine: Sequence[ScheduledClass], now: datetime) -> list[Meeting]:
    """The sessions of these classes that run now or begin within seven days. One statement."""
    coming = sorted(
        (session for found in mine for session in found.sessions if _is_near(session, now)),
        key=lambda session: (session.starts_at, session.id),
    )
    needs = needs_by_class({session.class_id for session in coming})
    by_id = {found.id: found for found in mine}
    return [
        Meeting(
            session,
            by_id[session.class_id],
            day_words(session.starts_at, now),
            needs.get(session.class_id, 0),
            bool(session.has_plan),
            _next(session, by_id[session.class_id], bool(session.has_plan), now),
        )
        for session in coming
    ]


def without_free_times(
    mine: Sequence[ScheduledClass], free: Mapping[int, bool], now: datetime
) -> tuple[list[ScheduledClass], int]:
    """The classes without the times for a talk that nobody has booked (`free`, by class), and how
    many of those are near."""
    times = [found for found in mine if _is_talk(found) and free[found.id]]
    near = sum(_is_near(session, now) for found in times for session in found.sessions)
    return [found for found in mine if found not in times], near


def _is_near(session: ClassSession, now: datetime) -> bool:
    return not session.called_off and session.ends_at > now and session.starts_at < now + WEEK


def _is_talk(found: ScheduledClass) -> bool:
    return found.course.kind == ONE_TO_ONE


def _next(session: ClassSession, found: ScheduledClass, has_plan: bool, now: datetime) -> str:
    if _is_talk(found) or now >= session.starts_at - EARLY:
        return "register"
    return "plan" if has_plan else "write"


def day_words(moment: datetime, now: datetime) -> str:
    """Today; tomorrow; else Tuesday 14 January."""
    zone = wording.zone()
    days = (clock.local(moment, zone).date() - clock.local(now, zone).date()).days
    return {0: _("Today"), 1: _("Tomorrow")}.get(days) or wording.day(moment)
