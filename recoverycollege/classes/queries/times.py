"""One-to-one peer support: who gives it, and which times could be made."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from recoverycollege.accounts.models import Person
from recoverycollege.catalogue.models import Course
from recoverycollege.classes.models import ClassSession, ScheduledClass, TeamMember, Venue
from recoverycollege.classes.queries.clashes import in_the_room, teaches_then
from recoverycollege.classes.queries.teams import member_facts
from recoverycollege.classes.rules.clashes import Meeting, clashes
from recoverycollege.classes.rules.team import agrees_to_kind
from recoverycollege.classes.rules.times import Plan, Time, planned
from recoverycollege.database import db


def givers(course_id: int) -> list[TeamMember]:
    """The peer workers of a course who have said yes to a time of it, and that everyone may read
    what the kind tells of them: each by the newest part they have in it. One statement."""
    rows = db.session.scalars(
        select(TeamMember)
        .join(ScheduledClass, ScheduledClass.id == TeamMember.class_id)
        .join(Person, Person.id == TeamMember.person_id)
        .where(ScheduledClass.course_id == course_id, TeamMember.perspective == "peer")
        .where(Person.erased_at.is_(None))
        .order_by(TeamMember.id)
        .execution_options(populate_existing=True)
    )
    newest = {row.person_id: row for row in rows}
    agree = [row for row in newest.values() if agrees_to_kind(member_facts([row]))]
    return sorted(agree, key=lambda row: (row.shown_name, row.person_id))


def looked_at(plan: Plan, now: datetime, zone: ZoneInfo) -> list[Time]:
    """The times of a plan, each with what is in its way. Raises `Refused` for too many."""
    spans = planned(plan.row, now, zone)
    if not spans:
        return []
    like = ScheduledClass(venue_id=plan.venue_id, room=plan.room, format=plan.format)
    held = in_the_room(like, spans)
    asked = [ClassSession(starts_at=starts, ends_at=ends) for starts, ends in spans]
    taught = teaches_then([plan.person_id], asked).get(plan.person_id, [])
    titles = _titles({meeting.class_id for meeting in taught})
    online = plan.format == "online" or db.session.get_one(Venue, plan.venue_id).online
    place = None if online else plan.venue_id
    found = []
    for starts, ends in spans:
        busy = clashes([Meeting(starts, ends, place)], taught)
        room = [one.title for one in held if one.starts_at < ends and starts < one.ends_at]
        other = titles[busy[0].other.class_id] if busy else ""
        found.append(Time(starts, ends, other, next(iter(room), "")))
    return found


def _titles(class_ids: Collection[int]) -> dict[int, str]:
    """Class id → the title of its course."""
    if not class_ids:
        return {}
    rows = db.session.execute(
        select(ScheduledClass.id, Course.title)
        .join(Course, Course.id == ScheduledClass.course_id)
        .where(ScheduledClass.id.in_(class_ids))
    )
    return {row.id: row.title for row in rows}
