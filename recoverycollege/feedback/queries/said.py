"""You said, we did: what is shown of a course."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from recoverycollege.database import db
from recoverycollege.feedback.models import YouSaid

MOST_SHOWN = 3


def you_said(course_id: int, today: date) -> Sequence[YouSaid]:
    """The newest notes on a course that are not over."""
    query = select(YouSaid).where(YouSaid.course_id == course_id, YouSaid.until >= today)
    return db.session.scalars(query.order_by(YouSaid.id.desc()).limit(MOST_SHOWN)).all()


def all_notes(course_id: int) -> Sequence[YouSaid]:
    """Every note on a course, for those who write them."""
    query = select(YouSaid).where(YouSaid.course_id == course_id)
    return db.session.scalars(query.order_by(YouSaid.id.desc())).all()


def note(course_id: int, note_id: int) -> YouSaid | None:
    found = db.session.get(YouSaid, note_id)
    return found if found and found.course_id == course_id else None
