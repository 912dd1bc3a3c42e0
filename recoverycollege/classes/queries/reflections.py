"""Looking back after a class. What someone wrote is read here and nowhere else: by themselves, and
by those who taught with them once it is open. There is no other way to it, for staff neither."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from recoverycollege.accounts.models import Person, Role
from recoverycollege.classes.models import Reflection, ScheduledClass, TeamMember
from recoverycollege.classes.queries.records import held_of
from recoverycollege.classes.queries.teams import team_class
from recoverycollege.classes.rules import reflections as rules
from recoverycollege.classes.rules.gate import ONE_TO_ONE
from recoverycollege.classes.rules.reflections import Member
from recoverycollege.database import db


@dataclass(frozen=True)
class Colleague:
    """One of those who taught the class. `of_office`: who works in the office too."""

    person_id: int
    name: str
    of_office: bool


@dataclass(frozen=True)
class Wrote:
    """What one of the team wrote; nothing where they did not, or said not this time."""

    name: str
    went_well: str = ""
    differently: str = ""


@dataclass(frozen=True)
class LookBack:
    """The questions of one class, as one of its team may see them."""

    found: ScheduledClass
    stage: rules.Stage
    asked: bool  # whether they are asked themselves
    mine: Reflection | None
    others: Sequence[Colleague]
    answered: int  # how many of those asked
    opens_at: datetime | None
    words: Sequence[Wrote] = ()  # of the others, once it is open


def team_of(class_id: int) -> list[Member]:
    """A team, and when each answered: never what. One statement."""
    rows = db.session.execute(
        select(
            TeamMember.person_id,
            TeamMember.joined_at,
            Person.erased_at,
            Reflection.answered_at,
            Reflection.passed,
            TeamMember.perspective,
        )
        .join(Person, Person.id == TeamMember.person_id)
        .outerjoin(
            Reflection,
            (Reflection.class_id == TeamMember.class_id)
            & (Reflection.person_id == TeamMember.person_id),
        )
        .where(TeamMember.class_id == class_id)
        .order_by(TeamMember.id)
    )
    return [
        Member(r.person_id, r.joined_at, r.erased_at is None, r.answered_at, bool(r.passed), r[5])
        for r in rows
    ]


def stage_of(found: ScheduledClass, team: Sequence[Member], now: datetime) -> rules.Stage:
    """Where the team of a class stands with its questions. Nobody taught a talk between two
    together with anyone, so it has none."""
    ended_at = held_of(found).last_ends_at
    taught = found.state == "open" and found.course.kind != ONE_TO_ONE
    return rules.stage(team, ended_at, now, held=taught)


def both_looked_back(found: ScheduledClass, now: datetime) -> bool:
    """That a peer and someone else looked back alone, once it is open. One statement."""
    team = team_of(found.id)
    ended_at = held_of(found).last_ends_at
    return stage_of(found, team, now) == "open" and rules.both_wrote(team, ended_at)


def look_back(person_id: int, class_id: int, now: datetime) -> LookBack | None:
    """The questions of a class as one of its team may see them; None for everyone else, also for
    whoever may open the class for another reason."""
    found = team_class(person_id, class_id)
    if found is None or all(member.person_id != person_id for member in found.team):
        return None
    ended_at, team = held_of(found).last_ends_at, team_of(class_id)
    those, stage = rules.asked(team, ended_at), stage_of(found, team, now)
    me = next((member for member in those if member.person_id == person_id), None)
    others = _colleagues(found, {member.person_id for member in those} - {person_id})
    return LookBack(
        found=found,
        stage=stage,
        asked=me is not None,
        mine=db.session.get(Reflection, (class_id, person_id)),
        others=others,
        answered=sum(member.answered_at is not None for member in those),
        opens_at=rules.opens_at(ended_at) if ended_at else None,
        words=_words(class_id, me, those, others) if me and stage == "open" else (),
    )


def _colleagues(found: ScheduledClass, person_ids: set[int]) -> list[Colleague]:
    staff = select(Role.person_id).where(Role.person_id.in_(person_ids))
    office = set(db.session.scalars(staff))
    return [
        Colleague(member.person_id, member.shown_name, member.person_id in office)
        for member in found.team
        if member.person_id in person_ids
    ]


def _words(
    class_id: int, me: Member, those: Sequence[Member], others: Sequence[Colleague]
) -> list[Wrote]:
    """What the others wrote, as far as this reader may read it."""
    readable = [member.person_id for member in those if rules.may_read(me, member)]
    rows = db.session.scalars(
        select(Reflection).where(
            Reflection.class_id == class_id, Reflection.person_id.in_(readable)
        )
    )
    by_person = {row.person_id: row for row in rows}
    return [
        Wrote(one.name, row.went_well, row.differently)
        if (row := by_person.get(one.person_id))
        else Wrote(one.name)
        for one in others
    ]


def to_answer(person_id: int, classes: Sequence[ScheduledClass], now: datetime) -> set[int]:
    """Of these classes of one co-teacher, with their teams and sessions loaded, those whose
    questions wait for them. One statement."""
    ended = {found.id: _asks(found, person_id, now) for found in classes}
    waiting = {class_id for class_id, asks in ended.items() if asks}
    if not waiting:
        return waiting
    answered = select(Reflection.class_id).where(
        Reflection.person_id == person_id,
        Reflection.class_id.in_(waiting),
        Reflection.answered_at.is_not(None),
    )
    return waiting - set(db.session.scalars(answered))


def _asks(found: ScheduledClass, person_id: int, now: datetime) -> bool:
    """Whether a class asks this member now. Nobody can have answered for them."""
    mine = [
        Member(member.person_id, member.joined_at)
        for member in found.team
        if member.person_id == person_id
    ]
    return stage_of(found, mine, now) == "writing"
