"""A round of writing a course together: it opens, people come in, time is given, and it ends. Every
change locks the row of the round first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select

from recoverycollege import history
from recoverycollege.accounts.models import Person
from recoverycollege.accounts.services.tasks import finish_tasks_about
from recoverycollege.catalogue.models import (
    RUNNING,
    Course,
    CourseDesign,
    Designer,
    DesignNote,
)
from recoverycollege.catalogue.queries.versions import texts_of
from recoverycollege.catalogue.rules import codesign as rules
from recoverycollege.catalogue.services.idea_news import taken_up_again
from recoverycollege.catalogue.services.telling import tell
from recoverycollege.database import db
from recoverycollege.refusals import N_, Refused


class NotTheirs(Refused):
    """There is no such round, or they do not write in it (any more)."""

    def __init__(self) -> None:
        super().__init__(N_("This page has changed meanwhile. Please go back and open it again."))


def locked(design_id: int) -> CourseDesign:
    """The round as it is now, its row locked until the transaction ends. Whatever was read before
    the lock could be stale by now, so it is forgotten."""
    db.session.flush()
    db.session.expire_all()
    row = db.session.scalar(
        select(CourseDesign).where(CourseDesign.id == design_id).with_for_update()
    )
    if row is None:
        raise NotTheirs
    return row


def theirs(design_id: int, person_id: int) -> tuple[CourseDesign, Designer]:
    """A locked round with the one who writes in it and has said yes. Raises `NotTheirs`."""
    design = locked(design_id)
    found = designer(design_id, person_id)
    if found is None or found.joined_at is None:
        raise NotTheirs
    return design, found


def designer(design_id: int, person_id: int) -> Designer | None:
    return db.session.scalar(
        select(Designer).where(Designer.design_id == design_id, Designer.person_id == person_id)
    )


def open_design(
    course: Course, *, until: date, now: datetime, by_id: int, invited: Iterable[Person] = ()
) -> CourseDesign:
    """A new round of a course that was there before, from its words as they are. Raises `Refused`
    while another round of it runs."""
    db.session.scalar(select(Course.id).where(Course.id == course.id).with_for_update())
    running = select(CourseDesign.id).where(
        CourseDesign.course_id == course.id, CourseDesign.state.in_(RUNNING)
    )
    if db.session.scalar(running) is not None:
        raise Refused(N_("This course is being written together already."))
    finish_tasks_about(("review",), course.id, by_id=by_id, outcome="opened", now=now)
    taken_up_again(course, now=now, by_id=by_id)
    design = first_design(course, until=until, now=now, by_id=by_id)
    led = earlier_lead(course.id)
    for person in invited:
        invite(design.id, person, now=now, by_id=by_id, lead=person.id == led)
    return design


def first_design(
    course: Course, *, until: date, now: datetime, by_id: int, lead: Person | None = None
) -> CourseDesign:
    """The round a new course begins with. `lead` is asked to lead it, and says yes themselves:
    their name alone may have been sent by anyone."""
    design = CourseDesign(
        course_id=course.id, texts=texts_of(course).stored(), until=until, opened_at=now
    )
    db.session.add(design)
    db.session.flush()
    if lead is not None:
        db.session.add(Designer(design_id=design.id, person_id=lead.id, lead=True, invited_at=now))
    history.record("design.opened", "design", design.id, actor_id=by_id, course=course.id)
    return design


def earlier_designers(course_id: int) -> list[Person]:
    """Everyone who wrote in an earlier round of a course, to be asked again."""
    wrote = select(Designer.person_id).join(CourseDesign, CourseDesign.id == Designer.design_id)
    wrote = wrote.where(CourseDesign.course_id == course_id, Designer.joined_at.is_not(None))
    query = select(Person).where(Person.id.in_(wrote), Person.erased_at.is_(None))
    return list(db.session.scalars(query.order_by(Person.id)))


def earlier_lead(course_id: int) -> int | None:
    """Who led the round of a course before this one."""
    return db.session.scalar(
        select(Designer.person_id)
        .join(CourseDesign, CourseDesign.id == Designer.design_id)
        .where(CourseDesign.course_id == course_id, CourseDesign.state.not_in(RUNNING))
        .where(Designer.lead, Designer.joined_at.is_not(None))
        .order_by(CourseDesign.id.desc())
        .limit(1)
    )


def invite(
    design_id: int, person: Person, *, now: datetime, by_id: int, lead: bool = False
) -> None:
    """Asks someone to write too, by letter. Asking twice changes nothing. Raises `Refused`."""
    design = locked(design_id)
    rules.check_runs(design.state)
    if designer(design_id, person.id) is not None:
        return
    made = Designer(design_id=design_id, person_id=person.id, lead=lead, invited_at=now)
    db.session.add(made)
    db.session.flush()
    tell(person, "design_invited", now=now, designer_id=made.id)
    history.record("design.invited", "design", design_id, actor_id=by_id, person_id=person.id)


def join(design_id: int, person_id: int, now: datetime) -> None:
    """Someone who was asked says yes. Raises `NotTheirs` for everyone else."""
    design = locked(design_id)
    rules.check_runs(design.state)
    found = designer(design_id, person_id)
    if found is None:
        raise NotTheirs
    if found.joined_at is None:
        found.joined_at = now
        history.record(
            "design.joined", "design", design_id, actor_id=person_id, person_id=person_id
        )


def decline(design_id: int, person_id: int) -> None:
    """Someone who was asked says no, or no longer: nothing of the asking is kept. What they have
    said as a designer already stays, and so do they. Raises `NotTheirs`."""
    locked(design_id)
    found = designer(design_id, person_id)
    if found is None or found.joined_at is not None:
        raise NotTheirs
    db.session.delete(found)


def more_time(
    design_id: int, by_id: int, until: date, reason: str, *, now: datetime, today: date
) -> None:
    """The round goes on until a later day; the reason stands on the page. Raises `Refused`."""
    design = locked(design_id)
    rules.check_runs(design.state)
    rules.check_time(until, design.until, today)
    design.until = until
    design.notes.append(note_about(design, "time", reason, by_id, now))
    history.record("design.more_time", "design", design.id, actor_id=by_id, until=str(until))
    finish_tasks_about(("codesign",), design.id, by_id=by_id, outcome="more_time", now=now)


def end_design(design: CourseDesign, state: str, *, now: datetime, by_id: int) -> None:
    """A round is over: published, or set aside."""
    design.state, design.ended_at = state, now
    finish_tasks_about(("codesign",), design.id, by_id=by_id, outcome=state, now=now)
    history.record(f"design.{state}", "design", design.id, actor_id=by_id)


def note_about(
    design: CourseDesign, kind: str, reason: str, by_id: int, now: datetime
) -> DesignNote:
    """Something about the whole round, to which nobody answers."""
    return DesignNote(
        section="",
        kind=kind,
        words=reason,
        by_id=by_id,
        at=now,
        text_version=design.text_version,
        closed_by_id=by_id,
        closed_at=now,
    )
