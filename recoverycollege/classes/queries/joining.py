"""Invitations, offers, and who steps in where."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import joinedload

from recoverycollege.accounts.models import Person
from recoverycollege.classes.models import (
    Absence,
    ClassSession,
    CoTeacher,
    Joining,
    ScheduledClass,
    Substitute,
    TeamMember,
)
from recoverycollege.classes.rules.needs import open_since
from recoverycollege.database import db


def own_joining(person_id: int, joining_id: int, *, whole: bool = False) -> Joining | None:
    """An invitation or an offer as the person it is about may open it; `whole`: with its class."""
    query = _whole() if whole else select(Joining)
    return _one(query.where(Joining.id == joining_id, Joining.person_id == person_id))


def offer_to_leader(person_id: int, class_id: int, joining_id: int) -> Joining | None:
    """An offer, as whoever leads the class may answer it. Where nobody leads, all of them do."""
    theirs = TeamMember.class_id == Joining.class_id
    mine = exists().where(theirs, TeamMember.person_id == person_id, TeamMember.lead)
    i_am_in = exists().where(theirs, TeamMember.person_id == person_id)
    nobody = ~exists().where(theirs, TeamMember.lead)
    query = select(Joining).where(Joining.id == joining_id, Joining.class_id == class_id)
    return db.session.scalar(query.where(~Joining.invited, mine | (i_am_in & nobody)))


def waiting_for(person_id: int) -> list[Joining]:
    """What someone was asked and has not answered, and what they offered, the newest first, with
    the course. One statement."""
    whole = joinedload(Joining.scheduled_class).joinedload(ScheduledClass.course)
    query = select(Joining).where(Joining.person_id == person_id, Joining.answer == "waiting")
    return _all(query.order_by(Joining.id.desc()).options(whole))


def joinings_of_classes(class_ids: Collection[int], since: datetime) -> dict[int, list[Joining]]:
    """Class id → who was asked or offered: all that wait, and what was answered since."""
    query = _whole().where(Joining.class_id.in_(class_ids))
    query = query.where((Joining.answer == "waiting") | (Joining.answered_at >= since))
    found: dict[int, list[Joining]] = {}
    for row in _all(query.order_by(Joining.id)) if class_ids else []:
        found.setdefault(row.class_id, []).append(row)
    return found


def offers_to(class_ids: Collection[int]) -> dict[int, tuple[int, datetime]]:
    """Class id → how many offer to teach it and wait for an answer, and since when. One statement,
    of no class none."""
    query = select(Joining.class_id, func.count(), func.min(Joining.made_at))
    query = query.where(Joining.class_id.in_(class_ids))
    query = query.where(Joining.answer == "waiting", Joining.invited.is_(False))
    rows = db.session.execute(query.group_by(Joining.class_id)).all() if class_ids else []
    return {class_id: (number, since) for class_id, number, since in rows}


def co_teachers() -> list[CoTeacher]:
    """Everyone who may teach, by name."""
    return list(
        db.session.scalars(
            select(CoTeacher)
            .join(Person, Person.id == CoTeacher.person_id)
            .where(Person.erased_at.is_(None))
            .order_by(Person.folded_name, Person.id)
            .options(joinedload(CoTeacher.person))
        )
    )


def absences_of(class_id: int) -> list[Absence]:
    """Who of a team is away when, and who steps in. One statement."""
    return list(
        db.session.scalars(
            select(Absence)
            .join(ClassSession, ClassSession.id == Absence.session_id)
            .where(ClassSession.class_id == class_id)
            .order_by(ClassSession.starts_at, Absence.id)
            .options(*_with_people())
        )
    )


def steps_in(person_id: int, now: datetime) -> ColumnElement[bool]:
    """SQL, beside the session: whether someone steps in for it, and may still open it."""
    there = exists().where(
        Absence.session_id == ClassSession.id,
        Substitute.absence_id == Absence.id,
        Substitute.person_id == person_id,
    )
    return there & _still_open(now)


def stepping_in(person_id: int, now: datetime) -> list[Absence]:
    """The sessions someone steps in for, of those they may still open."""
    return list(db.session.scalars(_stepped(person_id, now)).unique())


def asked_again(now: datetime) -> list[Absence]:
    """The sessions to come that were moved, and of which whoever steps in has not said yet whether
    they still can."""
    query = _stepped(None, now).where(
        Substitute.asked_again_at.is_not(None),
        ClassSession.starts_at > now,
        ClassSession.called_off.is_(False),
    )
    return list(db.session.scalars(query).unique())


def stand_in(person_id: int, class_id: int, now: datetime) -> list[Absence]:
    """The same for one class; empty: it is not theirs to open."""
    query = _stepped(person_id, now).where(ClassSession.class_id == class_id)
    return list(db.session.scalars(query).unique())


def _still_open(now: datetime) -> ColumnElement[bool]:
    return ClassSession.ends_at > open_since(now)


def _stepped(person_id: int | None, now: datetime) -> Select[Any]:
    whole = joinedload(Absence.session).joinedload(ClassSession.scheduled_class)
    query = (
        select(Absence)
        .join(Substitute, Substitute.absence_id == Absence.id)
        .join(ClassSession, ClassSession.id == Absence.session_id)
        .where(_still_open(now))
        .order_by(ClassSession.starts_at)
        .options(
            *_with_people(),
            whole.joinedload(ScheduledClass.course),
            whole.joinedload(ScheduledClass.venue),
            whole.joinedload(ScheduledClass.team),
        )
    )
    return query if person_id is None else query.where(Substitute.person_id == person_id)


def _with_people() -> tuple[Any, ...]:
    return (
        joinedload(Absence.session),
        joinedload(Absence.member),
        joinedload(Absence.substitute).joinedload(Substitute.person),
    )


def _whole() -> Select[Any]:
    found = joinedload(Joining.scheduled_class)
    return select(Joining).options(
        joinedload(Joining.person),
        joinedload(Joining.absence).joinedload(Absence.session),
        found.joinedload(ScheduledClass.course),
        found.joinedload(ScheduledClass.venue),
        found.selectinload(ScheduledClass.sessions),
        found.selectinload(ScheduledClass.team),
    )


def _one(query: Select[Any]) -> Joining | None:
    return db.session.scalars(query).unique().one_or_none()


def _all(query: Select[Any]) -> list[Joining]:
    return list(db.session.scalars(query).unique())
