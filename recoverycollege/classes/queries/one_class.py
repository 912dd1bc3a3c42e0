"""One class with all its public page tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from recoverycollege.catalogue.models import Course
from recoverycollege.classes.models import ClassSession, ScheduledClass
from recoverycollege.classes.queries.teams import member_facts
from recoverycollege.classes.rules.team import MemberFacts
from recoverycollege.database import db


@dataclass(frozen=True)
class ClassFacts:
    """A class with its course, venue, sessions and team already loaded."""

    scheduled_class: ScheduledClass
    team: list[MemberFacts]

    @property
    def course(self) -> Course:
        return self.scheduled_class.course

    @property
    def sessions(self) -> list[ClassSession]:
        return self.scheduled_class.sessions

    @property
    def called_off(self) -> bool:
        return self.scheduled_class.state == "called_off"

    def over(self, now: datetime) -> bool:
        """Whether the last session has ended."""
        return bool(self.sessions) and max(s.ends_at for s in self.sessions) < now


def class_facts(class_id: int) -> ClassFacts | None:
    """A class that is open or was called off, in three statements; None for a draft or nothing."""
    row = (
        db.session.scalars(
            select(ScheduledClass)
            .where(ScheduledClass.id == class_id, ScheduledClass.state != "draft")
            .options(
                joinedload(ScheduledClass.course).joinedload(Course.strand),
                joinedload(ScheduledClass.course).selectinload(Course.outcomes),
                joinedload(ScheduledClass.venue),
                joinedload(ScheduledClass.team),
                selectinload(ScheduledClass.sessions),
            )
        )
        .unique()
        .one_or_none()
    )
    return ClassFacts(row, member_facts(row.team)) if row else None


def sessions_of(class_id: int) -> Sequence[ClassSession]:
    """The sessions of a class, in order."""
    return db.session.scalars(
        select(ClassSession)
        .where(ClassSession.class_id == class_id)
        .order_by(ClassSession.starts_at, ClassSession.id)
    ).all()


def coming_classes(now: datetime) -> Sequence[ScheduledClass]:
    """Every class with a session still to come, for the college's calendar feed."""
    coming = select(ClassSession.class_id).where(ClassSession.ends_at >= now).scalar_subquery()
    return db.session.scalars(
        select(ScheduledClass)
        .where(ScheduledClass.state != "draft", ScheduledClass.id.in_(coming))
        .order_by(ScheduledClass.id)
        .options(
            joinedload(ScheduledClass.course),
            joinedload(ScheduledClass.venue),
            selectinload(ScheduledClass.sessions),
        )
    ).all()
