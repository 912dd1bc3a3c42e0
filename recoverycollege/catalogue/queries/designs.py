"""Courses that are written together: the rounds somebody has a part in, and all of one round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload, selectinload

from recoverycollege.catalogue.models import (
    RUNNING,
    Course,
    CourseDesign,
    Designer,
    DesignNote,
)
from recoverycollege.catalogue.rules.codesign import DesignFacts
from recoverycollege.catalogue.rules.texts import Texts
from recoverycollege.database import db

MOST = 200


@dataclass(frozen=True)
class Part:
    """A round somebody has a part in, or was asked into."""

    design: CourseDesign
    designer: Designer | None

    @property
    def title(self) -> str:
        return str(self.design.texts["title"])


def facts_of(design: CourseDesign) -> DesignFacts:
    """Where a round stands, as the rules take it."""
    there = [one for one in design.notes if one.closed_at is None]
    return DesignFacts(
        state=design.state,
        version=design.text_version,
        texts=Texts.of(design.texts),
        questions=sum(note.kind == "question" for note in there),
        disagreements=sum(note.kind == "disagreement" for note in there),
        signed=[
            one.perspective for one in design.designers if one.signed_version == design.text_version
        ],
    )


def part_of(design_id: int, person_id: int) -> Part | None:
    """A round, and somebody's part in it; None where there is no such round."""
    row = db.session.execute(
        select(CourseDesign, Designer)
        .outerjoin(
            Designer, (Designer.design_id == CourseDesign.id) & (Designer.person_id == person_id)
        )
        .where(CourseDesign.id == design_id)
    ).one_or_none()
    return Part(row[0], row[1]) if row else None


def note_of(design_id: int, note_id: int) -> DesignNote | None:
    """A note of this round; None for one of another."""
    return db.session.scalar(
        select(DesignNote).where(DesignNote.id == note_id, DesignNote.design_id == design_id)
    )


def my_designs(person_id: int) -> list[Part]:
    """The rounds somebody writes in or was asked into, those that run first."""
    rows = db.session.execute(
        select(CourseDesign, Designer)
        .join(Designer, Designer.design_id == CourseDesign.id)
        .where(Designer.person_id == person_id)
        .order_by(CourseDesign.state.in_(RUNNING).desc(), CourseDesign.opened_at.desc())
        .limit(MOST)
    )
    return [Part(row[0], row[1]) for row in rows]


def running_designs() -> list[Part]:
    """Every round that runs, the one with the least time left first."""
    rows = db.session.scalars(
        select(CourseDesign)
        .where(CourseDesign.state.in_(RUNNING))
        .order_by(CourseDesign.until, CourseDesign.id)
        .limit(MOST)
    )
    return [Part(design, None) for design in rows]


def design_page(design_id: int) -> CourseDesign | None:
    """A round with everything its page shows, in three statements."""
    return db.session.scalar(
        select(CourseDesign)
        .where(CourseDesign.id == design_id)
        .options(
            joinedload(CourseDesign.course),
            selectinload(CourseDesign.designers).joinedload(Designer.person),
            selectinload(CourseDesign.notes).options(
                joinedload(DesignNote.by), joinedload(DesignNote.closed_by)
            ),
        )
    )


def late_designs(today: date) -> Sequence[CourseDesign]:
    """Rounds whose time is over, locked; those another worker holds are left to it."""
    return db.session.scalars(
        select(CourseDesign)
        .where(CourseDesign.state == "open", CourseDesign.until < today)
        .order_by(CourseDesign.id)
        .with_for_update(skip_locked=True)
    ).all()


def awaits_agreement(course_id: int) -> bool:
    """Whether a course may come into the catalogue only when it is agreed: it is written together,
    and no round of it has ever been. A course from before then is as free as it was."""
    rounds = exists().where(CourseDesign.course_id == Course.id)
    done = exists().where(CourseDesign.course_id == Course.id, CourseDesign.state == "published")
    query = select(Course.id).where(Course.id == course_id, rounds, ~done, ~Course.in_catalogue)
    return db.session.scalar(query) is not None
