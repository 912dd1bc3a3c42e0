"""The ledger of a class: its three records, and the facts their first words are made of."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from recoverycollege import clock
from recoverycollege.classes.models import CoproductionRecord, RecordSignature, ScheduledClass
from recoverycollege.classes.queries.codesign import agreed_courses
from recoverycollege.classes.rules.records import Facts, Held
from recoverycollege.database import db


def records_of(class_id: int) -> dict[str, CoproductionRecord]:
    """Kind → record with its signatures and who signed: those that were begun. Two statements."""
    rows = db.session.scalars(
        select(CoproductionRecord)
        .where(CoproductionRecord.class_id == class_id)
        .options(selectinload(CoproductionRecord.signatures).joinedload(RecordSignature.member))
    )
    return {row.kind: row for row in rows}


def held_of(found: ScheduledClass) -> Held:
    """When a class was or will be held, by the calendar of its place."""
    running = [session for session in found.sessions if not session.called_off]
    days = [clock.local(s.starts_at, ZoneInfo(s.zone)).date() for s in running]
    return Held(
        called_off=found.state == "called_off",
        days=days,
        first_ends_at=running[0].ends_at if running else None,
        last_ends_at=max((session.ends_at for session in running), default=None),
    )


def facts_of(found: ScheduledClass, *, both_looked_back: bool) -> Facts:
    """What is known of a class before anyone writes a word."""
    course = found.course
    return Facts(
        perspectives={member.perspective for member in found.team},
        course=course.title,
        in_catalogue=course.in_catalogue,
        review_on=course.review_on,
        held=held_of(found),
        agreed=course.id in agreed_courses([course.id]),
        both_looked_back=both_looked_back,
    )
