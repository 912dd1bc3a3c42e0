"""What a term holds for the components of the fidelity measure: counts only, in nine statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Subquery, case, exists, func, or_, select

from recoverycollege.accounts.models import Task
from recoverycollege.catalogue.models import Course, LearningOutcome, Strand, SupportEntry, Term
from recoverycollege.classes.models import (
    ClassSession,
    RecordSignature,
    ScheduledClass,
    TeamMember,
    Venue,
)
from recoverycollege.classes.queries.codesign import agreed_courses
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.feedback.models import Change, Invitation, Turnout
from recoverycollege.feedback.queries.forms import MAY_ANSWER
from recoverycollege.history import Entry
from recoverycollege.staff.rules.fidelity import ClassFacts, Count, counts

HOPEFUL = "hopeful"


@dataclass(frozen=True)
class Evidence:
    """A term and what is counted of it. `exact`: classes, courses, records; `people`: to be shown
    of enough only. What is in neither is not held."""

    term: Term
    classes: int
    exact: Mapping[str, Count]
    people: Mapping[str, Count]


def terms() -> Sequence[Term]:
    """Every term, the newest first."""
    return db.session.scalars(select(Term).order_by(Term.starts_on.desc(), Term.id.desc())).all()


def evidence(term: Term, now: datetime) -> Evidence:
    """What the college holds of this term."""
    classes = [ClassFacts(**row._mapping) for row in db.session.execute(_classes(term.id))]
    courses = {one.course_id for one in classes}
    exact = counts(classes, _signed(term.id), now)
    exact["strands"] = Count(len({one.strand_id for one in classes}), _number(Strand.id))
    exact["support"] = _support(term)
    exact["agreed"] = Count(len(agreed_courses(courses)), len(courses))
    people = _places(term) | {"wishes": _wishes(term.id), "teachers": _teachers(term.id)}
    hopeful = select(Change.n).where(Change.scope == "term", Change.scope_id == term.id)
    pairs = db.session.scalar(hopeful.where(Change.item == HOPEFUL)) or 0  # none of fewer than 8
    people["hopeful"] = Count(pairs, people["again"].of)
    return Evidence(term, len(classes), exact, people)


def _number(column: Any) -> int:
    return db.session.scalar(select(func.count(column))) or 0


def _classes(term_id: int) -> Any:
    """One row for each open class, as the rule takes it."""
    held, team = _held(), _team()
    return (
        select(
            ScheduledClass.id,
            ScheduledClass.course_id,
            Course.strand_id,
            Course.kind,
            Course.level,
            Course.for_whom,
            ScheduledClass.setting,
            or_(Venue.step_free, Venue.online).label("step_free"),
            exists().where(LearningOutcome.course_id == Course.id).label("outcomes"),
            func.coalesce(held.c.sessions, 0).label("sessions"),
            held.c.first_ends_at,
            held.c.last_ends_at,
            func.coalesce(team.c.peers, 0).label("peers"),
            func.coalesce(team.c.others, 0).label("others"),
            (func.coalesce(team.c.leading, 0) > 0).label("led_by_peer"),
            or_(_invited(), _answered()).label("asked"),
        )
        .join(Course, Course.id == ScheduledClass.course_id)
        .join(Venue, Venue.id == ScheduledClass.venue_id)
        .outerjoin(held, held.c.class_id == ScheduledClass.id)
        .outerjoin(team, team.c.class_id == ScheduledClass.id)
        .where(ScheduledClass.term_id == term_id, ScheduledClass.state == "open")
        .order_by(ScheduledClass.id)
    )


def _held() -> Subquery:
    """How often each class meets, and when it begins and ends."""
    return (
        select(
            ClassSession.class_id,
            func.count().label("sessions"),
            func.min(ClassSession.ends_at).label("first_ends_at"),
            func.max(ClassSession.ends_at).label("last_ends_at"),
        )
        .where(ClassSession.called_off.is_(False))
        .group_by(ClassSession.class_id)
        .subquery()
    )


def _team() -> Subquery:
    """Who is in each team, by number."""
    return (
        select(
            TeamMember.class_id,
            _sum(TeamMember.perspective == "peer").label("peers"),
            _sum(TeamMember.perspective != "peer").label("others"),
            _sum(TeamMember.lead & (TeamMember.perspective == "peer")).label("leading"),
        )
        .group_by(TeamMember.class_id)
        .subquery()
    )


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _invited() -> ColumnElement[bool]:
    return exists().where(
        Invitation.enrolment_id == Enrolment.id, Enrolment.class_id == ScheduledClass.id
    )


def _answered() -> ColumnElement[bool]:
    """On paper or by the code in the room; known once the forms of a class are closed."""
    some = Turnout.both + Turnout.before + Turnout.after + Turnout.untied > 0
    return exists().where(Turnout.scope == "class", Turnout.scope_id == ScheduledClass.id, some)


def _of_term(term_id: int) -> ColumnElement[bool]:
    """That a class is one of the term, where it is joined."""
    return (ScheduledClass.term_id == term_id) & (ScheduledClass.state == "open")


def _signed(term_id: int) -> dict[int, list[tuple[str, str]]]:
    rows = db.session.execute(
        select(RecordSignature.class_id, RecordSignature.kind, RecordSignature.side)
        .join(ScheduledClass, ScheduledClass.id == RecordSignature.class_id)
        .where(_of_term(term_id))
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for class_id, kind, side in rows:
        found.setdefault(class_id, []).append((kind, side))
    return found


def _places(term: Term) -> dict[str, Count]:
    """People with a place, each once, and what is known of how they came."""
    place = (
        select(
            Enrolment.person_id,
            func.max(case((Enrolment.channel != "web", 1), else_=0)).label("not_online"),
            func.max(case((Enrolment.with_whom != "", 1), else_=0)).label("with_someone"),
        )
        .join(ScheduledClass, ScheduledClass.id == Enrolment.class_id)
        .where(_of_term(term.id), Enrolment.state.in_(MAY_ANSWER))
        .group_by(Enrolment.person_id)
        .subquery()
    )
    before = (
        exists()
        .where(Enrolment.person_id == place.c.person_id, Enrolment.state.in_(MAY_ANSWER))
        .where(ScheduledClass.id == Enrolment.class_id, Term.id == ScheduledClass.term_id)
        .where(Term.starts_on < term.starts_on)
    )
    row = db.session.execute(
        select(
            func.count().label("people"),
            func.coalesce(func.sum(place.c.not_online), 0).label("not_online"),
            func.coalesce(func.sum(place.c.with_someone), 0).label("with_someone"),
            func.coalesce(_sum(before), 0).label("again"),
        ).select_from(place)
    ).one()
    names = ("not_online", "with_someone", "again")
    return {name: Count(int(getattr(row, name)), row.people) for name in names}


def _teachers(term_id: int) -> Count:
    """Co-teachers of the term, and how many of them have been students here."""
    teacher = (
        select(TeamMember.person_id)
        .join(ScheduledClass, ScheduledClass.id == TeamMember.class_id)
        .where(_of_term(term_id))
        .distinct()
        .subquery()
    )
    learned = exists().where(
        Enrolment.person_id == teacher.c.person_id, Enrolment.state.in_(MAY_ANSWER)
    )
    both = select(func.count(), func.coalesce(_sum(learned), 0)).select_from(teacher)
    people, students = db.session.execute(both).one()
    return Count(int(students), people)


def _wishes(term_id: int) -> Count:
    """What would help someone take part: asked for on these classes, and arranged."""
    arranged = exists().where(
        Entry.about_kind == "enrolment",
        Entry.about_id == Task.about_id,
        Entry.action == "place.arranged",
    )
    asked, done = db.session.execute(
        select(
            func.count(Task.about_id.distinct()),
            func.count(case((arranged, Task.about_id)).distinct()),
        )
        .join(Enrolment, Enrolment.id == Task.about_id)
        .join(ScheduledClass, ScheduledClass.id == Enrolment.class_id)
        .where(_of_term(term_id), Task.kind == "access")
    ).one()
    return Count(done, asked)


def _support(term: Term) -> Count:
    """Lines of the support list, and how many were checked since the term began."""
    checked = _sum(SupportEntry.checked_on >= term.starts_on)
    lines, seen = db.session.execute(select(func.count(), func.coalesce(checked, 0))).one()
    return Count(int(seen), lines)
