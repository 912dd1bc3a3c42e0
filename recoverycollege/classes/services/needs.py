"""Letters about open needs, and forgetting who was asked long ago."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, delete, select

from recoverycollege import letters
from recoverycollege.accounts.models import Person
from recoverycollege.classes.models import CoTeacher, Joining
from recoverycollege.classes.queries.fitting import in_team, sides_for
from recoverycollege.classes.queries.needs import told_needs
from recoverycollege.database import db

AT_MOST_EVERY = timedelta(days=14)
KEPT = timedelta(days=730)


def tell_of_needs(now: datetime) -> int:
    """Writes to those who want it and fit something on the board."""
    due = (
        select(CoTeacher)
        .join(Person, Person.id == CoTeacher.person_id)
        .where(CoTeacher.wants_letters, Person.erased_at.is_(None))
        .where(CoTeacher.told_at.is_(None) | (CoTeacher.told_at < now - AT_MOST_EVERY))
        .order_by(CoTeacher.person_id)
        .with_for_update(of=CoTeacher, skip_locked=True)
    )
    rows = db.session.scalars(due).all()
    needs = told_needs(now) if rows else []
    told = 0
    for row in rows:
        own = row.perspectives
        if any(sides_for(need, own) and not in_team(need.found, row.person_id) for need in needs):
            letters.post("team_needs", row.person_id)
            row.told_at, told = now, told + 1
    return told


def forget_joinings(now: datetime) -> int:
    """Who was asked or offered, and when, is kept for two years after the answer."""
    done: CursorResult[Any] = db.session.execute(  # type: ignore[assignment]
        delete(Joining).where(Joining.answered_at < now - KEPT)
    )
    return done.rowcount
