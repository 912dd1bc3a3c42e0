"""What must be true of classes at any time. Each check tells what is not, one line each."""

from __future__ import annotations

from itertools import pairwise

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from recoverycollege.accounts.models import Person
from recoverycollege.catalogue.models import Course
from recoverycollege.classes.models import (
    ClassSession,
    CoproductionRecord,
    RecordSignature,
    ScheduledClass,
    TeamMember,
)
from recoverycollege.classes.queries.materials import torn
from recoverycollege.classes.rules.gate import ONE_TO_ONE, missing_for
from recoverycollege.database import db
from recoverycollege.history import Entry


def sessions_are_in_order() -> list[str]:
    """An open class has dates, and no two of them at the same time."""
    classes = db.session.scalars(
        select(ScheduledClass)
        .where(ScheduledClass.state == "open")
        .order_by(ScheduledClass.id)
        .options(selectinload(ScheduledClass.sessions))
    )
    wrong = []
    for found in classes:
        held = [session for session in found.sessions if not session.called_off]
        if not held:
            wrong.append(f"class {found.id} is open and has no date")
        if any(_overlap(one, next_one) for one, next_one in pairwise(held)):
            wrong.append(f"class {found.id} has two dates at the same time")
    return wrong


def _overlap(one: ClassSession, next_one: ClassSession) -> bool:
    return next_one.starts_at < one.ends_at


def teams_are_whole() -> list[str]:
    """An open class has the team its kind needs, or a manager's reason in the history, or someone
    of it was erased since."""
    excepted = {
        entry.about_id
        for entry in db.session.scalars(select(Entry).where(Entry.about_kind == "class"))
        if {"exception", "erased"} & set(entry.detail)
    }
    classes = db.session.scalars(
        select(ScheduledClass)
        .where(ScheduledClass.state == "open")
        .order_by(ScheduledClass.id)
        .options(joinedload(ScheduledClass.course), selectinload(ScheduledClass.team))
    )
    return [
        f"class {found.id} is open without the team a {found.course.kind} needs"
        for found in classes
        if found.id not in excepted and missing_for(found.course.kind, found.sides)
    ]


def times_are_for_one() -> list[str]:
    """A one-to-one time has one place and one date."""
    dates = select(func.count()).where(
        ClassSession.class_id == ScheduledClass.id, ClassSession.called_off.is_(False)
    )
    wrong = db.session.scalars(
        select(ScheduledClass.id)
        .join(Course, Course.id == ScheduledClass.course_id)
        .where(Course.kind == ONE_TO_ONE)
        .where(or_(ScheduledClass.capacity != 1, dates.scalar_subquery() > 1))
        .order_by(ScheduledClass.id)
    )
    return [f"class {class_id} is one to one, and not one place at one time" for class_id in wrong]


def records_are_signed_by_their_team() -> list[str]:
    """Whoever signed a record is in the team of its class, or left it and their name was kept, or
    was erased; and there were words to sign."""
    strange = and_(TeamMember.id.is_(None), RecordSignature.name == "", Person.erased_at.is_(None))
    rows = db.session.execute(
        select(RecordSignature.class_id, RecordSignature.kind)
        .join(Person, Person.id == RecordSignature.person_id)
        .outerjoin(RecordSignature.member)
        .join(
            CoproductionRecord,
            and_(
                CoproductionRecord.class_id == RecordSignature.class_id,
                CoproductionRecord.kind == RecordSignature.kind,
            ),
        )
        .where(or_(strange, CoproductionRecord.words == ""))
        .order_by(RecordSignature.class_id, RecordSignature.kind)
    )
    return [
        f"the {kind} record of class {class_id} is not rightly signed" for class_id, kind in rows
    ]


def files_are_whole() -> list[str]:
    """Every file among the materials can be given out as it came."""
    return [f"file {material_id} is not whole" for material_id in torn()]
