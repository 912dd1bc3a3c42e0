"""One class with all its public page tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from recoverycollege.catalogue.models import Course, CourseVersion
from recoverycollege.catalogue.queries.versions import texts_of
from recoverycollege.catalogue.rules.texts import Texts
from recoverycollege.classes.models import ClassSession, ScheduledClass
from recoverycollege.classes.queries.teams import member_facts
from recoverycollege.classes.rules.gate import ONE_TO_ONE
from recoverycollege.classes.rules.team import MemberFacts
from recoverycollege.database import db


@dataclass(frozen=True)
class ClassFacts:
    """A class with its course, venue, sessions and team already loaded. `version`: of the words
    it is taught from."""

    scheduled_class: ScheduledClass
    team: list[MemberFacts]
    version: CourseVersion | None = None

    @property
    def course(self) -> Course:
        return self.scheduled_class.course

    @property
    def one_to_one(self) -> bool:
        """Whether it is a time that one person can book."""
        return self.course.kind == ONE_TO_ONE

    @property
    def sessions(self) -> list[ClassSession]:
        return self.scheduled_class.sessions

    @property
    def texts(self) -> Texts:
        """The words it is taught from: those of today, until it begins."""
        begun = self.scheduled_class.course_version_id is not None
        return Texts.of(self.version.texts) if self.version and begun else texts_of(self.course)

    @property
    def called_off(self) -> bool:
        return self.scheduled_class.state == "called_off"

    def over(self, now: datetime) -> bool:
        """Whether the last session has ended."""
        return bool(self.sessions) and max(s.ends_at for s in self.sessions) < now


def class_facts(class_id: int) -> ClassFacts | None:
    """A class that is open or was called off, in three statements; None for a draft or nothing."""
    found = (
        db.session.execute(
            select(ScheduledClass, CourseVersion)
            .outerjoin(CourseVersion, CourseVersion.id == version_taught())
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
    return ClassFacts(found[0], member_facts(found[0].team), found[1]) if found else None


def version_taught() -> ColumnElement[int]:
    """SQL: which version of its course a class is taught from: the newest, until it begins."""
    newest = (
        select(CourseVersion.id)
        .where(CourseVersion.course_id == ScheduledClass.course_id)
        .order_by(CourseVersion.number.desc())
        .limit(1)
        .scalar_subquery()
        .correlate(ScheduledClass)
    )
    return func.coalesce(ScheduledClass.course_version_id, newest)


def taught_from(class_id: int) -> CourseVersion | None:
    """The version a class is taught from; None for a course that never was in the catalogue."""
    query = select(CourseVersion).join(ScheduledClass, CourseVersion.id == version_taught())
    return db.session.scalar(query.where(ScheduledClass.id == class_id))


def sessions_of(class_id: int) -> Sequence[ClassSession]:
    """The sessions of a class, in order."""
    return db.session.scalars(
        select(ClassSession)
        .where(ClassSession.class_id == class_id)
        .order_by(ClassSession.starts_at, ClassSession.id)
    ).all()


def coming_classes(now: datetime) -> Sequence[ScheduledClass]:
    """Every class with a session still to come, for the college's calendar feed; not the times that
    one person books."""
    coming = select(ClassSession.class_id).where(ClassSession.ends_at >= now).scalar_subquery()
    return db.session.scalars(
        select(ScheduledClass)
        .join(Course, Course.id == ScheduledClass.course_id)
        .where(ScheduledClass.state != "draft", ScheduledClass.id.in_(coming))
        .where(Course.kind != ONE_TO_ONE)
        .order_by(ScheduledClass.id)
        .options(
            contains_eager(ScheduledClass.course),
            joinedload(ScheduledClass.venue),
            selectinload(ScheduledClass.sessions),
        )
    ).all()
