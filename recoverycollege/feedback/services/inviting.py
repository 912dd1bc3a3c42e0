"""Invitations: one letter for each form, one reminder for those whose form still waits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Subquery, and_, delete, exists, func, or_, select

from recoverycollege import letters
from recoverycollege.accounts.models import Person
from recoverycollege.classes.models import ClassSession, ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.models import Attendance, Enrolment
from recoverycollege.enrolment.rules.attendance import WAS_THERE
from recoverycollege.feedback.models import Invitation
from recoverycollege.feedback.queries.forms import may_answer
from recoverycollege.feedback.rules.windows import INVITE_AFTER, REMIND_AFTER
from recoverycollege.feedback.services.waiting import KIND as WAITS
from recoverycollege.letters import Letter

LATEST = timedelta(days=7)  # after the last session; later an invitation would only surprise
REMINDER = "feedback_reminder"
KINDS = ("feedback_before", "feedback_after", REMINDER)


def to_invite(
    wave: str, now: datetime, wait: timedelta = INVITE_AFTER, limit: int = 200
) -> Sequence[tuple[int, int]]:
    """(enrolment id, person id) of those who are to be invited now."""
    span = _span()
    query = (
        select(Enrolment.id, Enrolment.person_id)
        .join(ScheduledClass, ScheduledClass.id == Enrolment.class_id)
        .join(span, span.c.class_id == Enrolment.class_id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(ScheduledClass.state == "open", may_answer(), _reached(now))
        .where(_time_for(wave, span, now, wait))
        .where(~exists().where(Invitation.enrolment_id == Enrolment.id, Invitation.wave == wave))
        .order_by(Enrolment.id)
        .limit(limit)
    )
    return db.session.execute(query).all()


def invite(wave: str, now: datetime, wait: timedelta = INVITE_AFTER) -> int:
    """Invites everyone whose time has come, to the before form `wait` after they got their place:
    never on the way to it. Someone reached by phone or post is not written to:
    their form is on paper, in the class."""
    found = to_invite(wave, now, wait)
    for enrolment_id, person_id in found:
        db.session.add(Invitation(enrolment_id=enrolment_id, wave=wave, invited_at=now))
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


def forget_letters(now: datetime) -> int:
    """Which of these letters left and which were dropped tells who had answered: their rows go as
    soon as they are settled. That someone was invited stays known."""
    settled = or_(
        Letter.state.in_(("sent", "dropped")),
        and_(Letter.kind == REMINDER, Letter.state == "parked"),
    )
    gone = delete(Letter).where(Letter.kind.in_((*KINDS, WAITS)), settled)
    return len(db.session.execute(gone.returning(Letter.id)).all())


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


def _reached(now: datetime) -> ColumnElement[bool]:
    """By e-mail or text, and not resting from us."""
    return and_(
        Person.contact_by.in_(("email", "text")),
        Person.letters_stopped_at.is_(None),
        Person.erased_at.is_(None),
        or_(Person.paused_until.is_(None), Person.paused_until <= now),
    )


def _time_for(wave: str, span: Subquery, now: datetime, wait: timedelta) -> ColumnElement[bool]:
    if wave == "before":
        return and_(Enrolment.confirmed_at <= now - wait, span.c.first > now)
    marked = exists().where(Attendance.enrolment_id == Enrolment.id)
    came = exists().where(Attendance.enrolment_id == Enrolment.id, Attendance.mark.in_(WAS_THERE))
    return and_(span.c.last <= now, span.c.last > now - LATEST, or_(~marked, came))
