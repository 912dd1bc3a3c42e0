"""Invitations: one letter for each form, one reminder for those whose form still waits. Across
classes nobody gets more than one in fourteen days; a class's own before and after come at their
time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Subquery, and_, delete, exists, func, or_, select
from sqlalchemy.orm import aliased

from recoverycollege import letters
from recoverycollege.accounts.models import Person
from recoverycollege.catalogue.models import Course
from recoverycollege.classes.models import ClassSession, ScheduledClass
from recoverycollege.classes.rules.gate import ONE_TO_ONE
from recoverycollege.database import db
from recoverycollege.enrolment.models import Attendance, Enrolment
from recoverycollege.enrolment.rules.attendance import WAS_THERE
from recoverycollege.feedback.models import Invitation, TermInvitation
from recoverycollege.feedback.queries.asked import is_in_use
from recoverycollege.feedback.queries.forms import has_left, may_answer
from recoverycollege.feedback.queries.half_way import at_half_way
from recoverycollege.feedback.rules.windows import (
    APART,
    INVITE_AFTER,
    REMIND_AFTER,
    TWELVE_WEEKS,
)
from recoverycollege.letters import Letter

LATEST = timedelta(days=7)  # after the last session; later an invitation would only surprise
LATER_LATEST = timedelta(days=25)  # twelve weeks on: long enough to keep two invitations apart
OWN_TIME = ("before", "after")  # of these the fourteen days don't hold
REMINDER = "feedback_reminder"
KINDS = (
    "feedback_before",
    "feedback_mid",
    "feedback_after",
    "feedback_later",
    "feedback_left",
    REMINDER,
)


def to_invite(
    wave: str, now: datetime, wait: timedelta = INVITE_AFTER, limit: int = 200
) -> Sequence[tuple[int, int]]:
    """(enrolment id, person id) of those who are to be invited now."""
    span = _span()
    query = (
        select(Enrolment.id, Enrolment.person_id)
        .join(ScheduledClass, ScheduledClass.id == Enrolment.class_id)
        .join(Course, Course.id == ScheduledClass.course_id)
        .join(span, span.c.class_id == Enrolment.class_id)
        .join(Person, Person.id == Enrolment.person_id)
        # A conversation for two is not followed by a form each time: nothing of it could be shown.
        .where(ScheduledClass.state == "open", Course.kind != ONE_TO_ONE, reached(now))
        .where(has_left() if wave == "left" else may_answer())
        .where(_time_for(wave, span, now, wait))
        .where(~exists().where(Invitation.enrolment_id == Enrolment.id, Invitation.wave == wave))
        .order_by(Enrolment.id)
        .limit(limit)
    )
    return db.session.execute(query if wave in OWN_TIME else query.where(rested(now))).all()


def invite(wave: str, now: datetime, wait: timedelta = INVITE_AFTER) -> int:
    """Invites everyone whose time has come, to the before form `wait` after they got their place:
    never on the way to it. Someone reached by phone or post is not written to: their form is on
    paper, in the class. Who left early is asked once, and never reminded."""
    found = to_invite(wave, now, wait) if is_in_use("student", wave) else []
    if wave not in OWN_TIME:
        found = _once_each(found)
    for enrolment_id, person_id in found:
        settled = wave == "left"
        row = Invitation(enrolment_id=enrolment_id, wave=wave, invited_at=now, settled=settled)
        db.session.add(row)
        _post(f"feedback_{wave}", enrolment_id, person_id, wave)
    return len(found)


def remind(now: datetime, limit: int = 200) -> int:
    """After five days a reminder for everyone invited; it is dropped as it leaves where the form
    is answered. Nothing stores who needed one."""
    due = db.session.execute(
        select(Invitation, Enrolment.person_id)
        .join(Enrolment, Enrolment.id == Invitation.enrolment_id)
        .where(Invitation.settled.is_(False), Invitation.invited_at <= now - REMIND_AFTER)
        .order_by(Invitation.invited_at)
        .limit(limit)
        .with_for_update(of=Invitation, skip_locked=True)
    )
    done = 0
    for invitation, person_id in due:
        invitation.settled = True
        _post(REMINDER, invitation.enrolment_id, person_id, invitation.wave)
        done += 1
    return done


def forget_letters(now: datetime, kinds: Iterable[str], reminders: Iterable[str]) -> int:
    """Which of these letters left and which were dropped tells who had answered: their rows go as
    soon as they are settled. That someone was invited stays known."""
    settled = or_(
        Letter.state.in_(("sent", "dropped")),
        and_(Letter.kind.in_(list(reminders)), Letter.state == "parked"),
    )
    gone = delete(Letter).where(Letter.kind.in_(list(kinds)), settled)
    return len(db.session.execute(gone.returning(Letter.id)).all())


def reached(now: datetime) -> ColumnElement[bool]:
    """By e-mail or text, and not resting from us."""
    return and_(
        Person.contact_by.in_(("email", "text")),
        Person.letters_stopped_at.is_(None),
        Person.erased_at.is_(None),
        or_(Person.paused_until.is_(None), Person.paused_until <= now),
    )


def rested(now: datetime) -> ColumnElement[bool]:
    """Not invited to any form within fourteen days. A question of `Person`."""
    theirs, lately = aliased(Enrolment), now - APART
    of_class = (
        exists()
        .where(Invitation.enrolment_id == theirs.id, theirs.person_id == Person.id)
        .where(Invitation.invited_at > lately)
    )
    in_term = exists().where(
        TermInvitation.person_id == Person.id, TermInvitation.invited_at > lately
    )
    return and_(~of_class, ~in_term)


def _once_each(found: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The first of those that are one person's: the next comes after fourteen days."""
    first: dict[int, tuple[int, int]] = {}
    for enrolment_id, person_id in found:
        first.setdefault(person_id, (enrolment_id, person_id))
    return list(first.values())


def _post(kind: str, enrolment_id: int, person_id: int, wave: str) -> None:
    letters.post(kind, person_id, enrolment_id=enrolment_id, wave=wave)


def _span() -> Subquery:
    """When each class begins and ends."""
    return (
        select(
            ClassSession.class_id,
            func.min(ClassSession.starts_at).label("first"),
            func.max(ClassSession.ends_at).label("last"),
        )
        .where(ClassSession.called_off.is_(False))
        .group_by(ClassSession.class_id)
        .subquery()
    )


def _time_for(wave: str, span: Subquery, now: datetime, wait: timedelta) -> ColumnElement[bool]:
    if wave == "before":
        return and_(Enrolment.confirmed_at <= now - wait, span.c.first > now)
    if wave == "left":
        lately = Enrolment.ended_at.between(now - LATEST, now - wait)
        return and_(lately, Enrolment.ended_at < span.c.last)
    marked = exists().where(Attendance.enrolment_id == Enrolment.id)
    came = exists().where(Attendance.enrolment_id == Enrolment.id, Attendance.mark.in_(WAS_THERE))
    here = or_(~marked, came)
    if wave == "mid":
        return and_(Enrolment.class_id.in_(at_half_way(now)), here)
    if wave == "later":
        due = now - TWELVE_WEEKS
        return and_(span.c.last <= due, span.c.last > due - LATER_LATEST, here)
    return and_(span.c.last <= now, span.c.last > now - LATEST, here)
