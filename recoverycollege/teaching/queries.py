"""What co-teachers read: only of classes they teach."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from recoverycollege.accounts.queries import needs_for_team
from recoverycollege.classes.models import ClassSession, ScheduledClass, TeamMember
from recoverycollege.database import db
from recoverycollege.enrolment.models import Attendance, Enrolment
from recoverycollege.enrolment.queries.people import marks_of
from recoverycollege.enrolment.rules.attendance import ON_REGISTER


@dataclass(frozen=True)
class Row:
    """One line of a register: the name to use, what would help, the mark so far."""

    enrolment_id: int
    person_id: int
    name: str
    need: str
    mark: str


def team_session(person_id: int, session_id: int) -> ClassSession | None:
    """A session as one of its co-teachers may open it; None for everyone else."""
    mine = exists().where(
        TeamMember.class_id == ClassSession.class_id, TeamMember.person_id == person_id
    )
    return db.session.scalar(
        select(ClassSession)
        .where(ClassSession.id == session_id, mine)
        .options(
            joinedload(ClassSession.scheduled_class).joinedload(ScheduledClass.course),
            joinedload(ClassSession.scheduled_class).selectinload(ScheduledClass.sessions),
        )
    )


def who_comes(class_id: int) -> list[Enrolment]:
    """The people with a place, by the name they use."""
    found = db.session.scalars(
        select(Enrolment)
        .where(Enrolment.class_id == class_id, Enrolment.state.in_(ON_REGISTER))
        .options(joinedload(Enrolment.person))
    ).all()
    return sorted(found, key=lambda enrolment: enrolment.person.folded_name)


def here_now(people: list[Enrolment]) -> list[int]:
    """Whose needs the team may know: those with a place, not those of a class long over."""
    return [enrolment.person_id for enrolment in people if enrolment.state == "enrolled"]


def register_rows(session: ClassSession) -> list[Row]:
    """The register of a session. Three statements."""
    people = who_comes(session.class_id)
    needs = needs_for_team(here_now(people))
    marks = marks_of(session.id)
    return [
        Row(
            enrolment.id,
            enrolment.person_id,
            enrolment.person.name,
            needs.get(enrolment.person_id, ""),
            _mark(marks.get(enrolment.id)),
        )
        for enrolment in people
    ]


def _mark(found: Attendance | None) -> str:
    return found.mark if found is not None else ""


def team_member(person_id: int, class_id: int) -> TeamMember | None:
    """This co-teacher's own line in the team of a class."""
    return db.session.scalar(
        select(TeamMember)
        .where(TeamMember.class_id == class_id, TeamMember.person_id == person_id)
        .options(
            joinedload(TeamMember.scheduled_class).joinedload(ScheduledClass.course),
            joinedload(TeamMember.scheduled_class).selectinload(ScheduledClass.team),
        )
    )
