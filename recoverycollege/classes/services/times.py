"""Times for one-to-one peer support, many at once: each a class of its own, open from the start."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from recoverycollege import clock, history
from recoverycollege.catalogue.models import Course, Term
from recoverycollege.classes.models import ClassSession, ScheduledClass, TeamMember
from recoverycollege.classes.queries.times import givers, looked_at
from recoverycollege.classes.rules.gate import ONE_TO_ONE
from recoverycollege.classes.rules.times import Plan, Time, fingerprint
from recoverycollege.classes.services.indexing import reindex, shows_names
from recoverycollege.classes.services.planning import open_times
from recoverycollege.classes.services.shown import SHOWN
from recoverycollege.database import db
from recoverycollege.refusals import N_, Refused


class Otherwise(Refused):
    """What would be made is no longer what was seen."""


def make_times(
    plan: Plan, seen: str, *, now: datetime, by_id: int, zone: ZoneInfo
) -> list[ScheduledClass]:
    """Makes every time that nothing is in the way of, and opens it. `seen`: the fingerprint of the
    times that were looked at.

    The course is locked first, so that two who plan at once do not make the same times, and nobody
    takes back their yes in between. Raises `Refused`.
    """
    course = _locked(plan.course_id)
    giver = next((row for row in givers(plan.course_id) if row.person_id == plan.person_id), None)
    if giver is None:
        raise Refused(
            N_("This peer worker has not said yes, or no longer does. Please talk with them first.")
        )
    times = looked_at(plan, now, zone)
    if fingerprint(plan, times) != seen:
        raise Otherwise(N_("Something has changed. Below is what would be made now."))
    terms = db.session.scalars(select(Term).order_by(Term.starts_on)).all()
    rows = [_row(course, plan, giver, time, terms, now, zone) for time in times if time.free]
    if not rows:
        raise Refused(N_("None of these times is free. Please choose others."))
    db.session.add_all(rows)
    db.session.flush()
    open_times(rows, now, by_id, zone=zone)
    history.record(
        "course.times_made", "course", course.id, actor_id=by_id,
        person_id=plan.person_id, times=len(rows),
    )  # fmt: skip
    if shows_names(rows[0].team):
        reindex(course.id)
    return rows


def _locked(course_id: int) -> Course:
    """The course as it is now: whatever was read of it before the lock could be stale."""
    query = select(Course).where(Course.id == course_id, Course.kind == ONE_TO_ONE)
    locked = query.with_for_update().execution_options(populate_existing=True)
    course = db.session.scalar(locked)
    if course is None:
        raise Refused(N_("This course is of another kind now, so it has no times to book."))
    return course


def _row(
    course: Course,
    plan: Plan,
    giver: TeamMember,
    time: Time,
    terms: Sequence[Term],
    now: datetime,
    zone: ZoneInfo,
) -> ScheduledClass:
    """One time, with the peer worker as they chose to be shown in this course."""
    day = clock.local(time.starts_at, zone).date()
    term = next((one for one in terms if one.starts_on <= day <= one.ends_on), None)
    member = TeamMember(
        person_id=giver.person_id,
        perspective="peer",
        lead=True,
        joined_at=now,
        **{name: getattr(giver, name) for name in SHOWN},
    )
    return ScheduledClass(
        course=course,
        term_id=term.id if term else None,
        venue_id=plan.venue_id,
        room=plan.room,
        format=plan.format,
        setting=plan.setting,
        joining_link=plan.joining_link,
        capacity=1,
        state="draft",
        sessions=[ClassSession(starts_at=time.starts_at, ends_at=time.ends_at, zone=zone.key)],
        team=[member],
    )
