"""Records that can be signed now, and are not: of which classes, and by whom still."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from recoverycollege.catalogue.models import Course
from recoverycollege.classes.models import (
    ClassSession,
    RecordSignature,
    ScheduledClass,
    TeamMember,
)
from recoverycollege.classes.rules.gate import ONE_TO_ONE
from recoverycollege.classes.rules.records import Held, still_to_sign
from recoverycollege.database import db
from recoverycollege.history import Entry

LOOK_BACK = timedelta(days=365)  # an older class is not asked after
REMINDED = "record.reminded"


@dataclass(frozen=True)
class Unsigned:
    """A class with records to sign: kind → who of its team still may. `reminded_at`: the last
    reminder."""

    class_id: int
    title: str
    last_ends_at: datetime
    records: Mapping[str, Sequence[TeamMember]]
    reminded_at: datetime | None = None

    @property
    def person_ids(self) -> set[int]:
        return {member.person_id for those in self.records.values() for member in those}


@dataclass
class _Team:
    members: list[TeamMember] = field(default_factory=list)
    signed: list[tuple[str, str, int]] = field(default_factory=list)  # kind, side, person


def unsigned(now: datetime) -> list[Unsigned]:
    """Every class that began within a year and has records to sign, the latest first. Four
    statements."""
    return _found(_classes(now), now)


def unsigned_of(class_id: int, now: datetime) -> Unsigned | None:
    """The same of one class; None when there is nothing to sign (any more)."""
    return next(iter(_found(_classes(now).where(ScheduledClass.id == class_id), now)), None)


def _classes(now: datetime) -> Select[int, str, datetime, datetime]:
    first, last = func.min(ClassSession.ends_at), func.max(ClassSession.ends_at)
    return (
        select(ScheduledClass.id, Course.title, first.label("first"), last.label("last"))
        .join(Course, Course.id == ScheduledClass.course_id)
        .join(ClassSession, ClassSession.class_id == ScheduledClass.id)
        .where(ScheduledClass.state == "open", ClassSession.called_off.is_(False))
        .where(Course.kind != ONE_TO_ONE)  # a conversation for two has no records
        .group_by(ScheduledClass.id, Course.title)
        .having((first <= now) & (last > now - LOOK_BACK))
        .order_by(last.desc(), ScheduledClass.id)
    )


def _found(query: Select[int, str, datetime, datetime], now: datetime) -> list[Unsigned]:
    classes = db.session.execute(query).all()
    ids = [row.id for row in classes]
    teams, reminded = _teams(ids), _reminded(ids)
    found = []
    for row in classes:
        team = teams.get(row.id, _Team())
        held = Held(called_off=False, first_ends_at=row.first, last_ends_at=row.last)
        facts = [(one.person_id, one.perspective, one.joined_at) for one in team.members]
        due = still_to_sign(held, facts, team.signed, now)
        if due:
            records = {kind: [m for m in team.members if m.person_id in due[kind]] for kind in due}
            at = reminded.get(row.id)
            found.append(Unsigned(row.id, row.title, row.last, records, at))
    return found


def _teams(class_ids: Sequence[int]) -> dict[int, _Team]:
    teams: dict[int, _Team] = {}
    members = select(TeamMember).where(TeamMember.class_id.in_(class_ids)).order_by(TeamMember.id)
    for member in db.session.scalars(members.options(joinedload(TeamMember.person))):
        teams.setdefault(member.class_id, _Team()).members.append(member)
    signatures = select(RecordSignature).where(RecordSignature.class_id.in_(class_ids))
    for one in db.session.scalars(signatures):
        teams.setdefault(one.class_id, _Team()).signed.append((one.kind, one.side, one.person_id))
    return teams


def _reminded(class_ids: Sequence[int]) -> dict[int, datetime]:
    """Class id → when its team was reminded last."""
    query = (
        select(Entry.about_id, func.max(Entry.at))
        .where(Entry.about_kind == "class", Entry.about_id.in_(class_ids))
        .where(Entry.action == REMINDED)
        .group_by(Entry.about_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query) if row[0] is not None}
