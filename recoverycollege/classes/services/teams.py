"""Who teaches a class. What is shown of them is each co-teacher's own choice, never made here."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from recoverycollege import history
from recoverycollege.accounts.models import Person
from recoverycollege.accounts.services.tasks import add_task
from recoverycollege.classes.models import RecordSignature, ScheduledClass, TeamMember
from recoverycollege.classes.queries import member_facts
from recoverycollege.classes.rules.gate import NotReady, missing_for
from recoverycollege.classes.rules.team import shown_team
from recoverycollege.classes.services.co_teachers import teaches_as
from recoverycollege.classes.services.indexing import reindex
from recoverycollege.classes.services.planning import locked
from recoverycollege.classes.services.telling import ASK, WORKING_TIME
from recoverycollege.database import db
from recoverycollege.refusals import N_, Refused

NAME_LENGTH = 60


def set_team_member(
    class_id: int,
    person_id: int,
    *,
    perspective: str,
    lead: bool,
    now: datetime,
    by_id: int,
    shown_name: str = "",
    exception_reason: str = "",
) -> TeamMember:
    """Adds a co-teacher, everything about them hidden, or changes their part in the team.

    Another perspective is hidden again until its owner shows it. `exception_reason` is only
    passed for a manager.
    """
    return put_in(
        locked(class_id),
        person_id,
        perspective=perspective,
        lead=lead,
        now=now,
        by_id=by_id,
        shown_name=shown_name,
        exception_reason=exception_reason,
    )


def put_in(
    row: ScheduledClass,
    person_id: int,
    *,
    perspective: str,
    lead: bool,
    now: datetime,
    by_id: int,
    shown_name: str = "",
    exception_reason: str = "",
) -> TeamMember:
    """The same for a class whose row is locked already."""
    before, names = row.sides, _names(row)
    member = next((m for m in row.team if m.person_id == person_id), None)
    if member is None:
        member = _add(row, person_id, perspective, shown_name, now)
        action = "team.added"
    else:
        action = "team.changed"
    if member.perspective != perspective:
        member.perspective, member.perspective_scope, member.words = perspective, "team", ""
        member.label_ok = False
    member.lead = lead
    teaches_as(person_id, perspective, now)
    reason = _keep_gate(row, before, exception_reason)
    history.record(action, "class", row.id, actor_id=by_id, person_id=person_id, **reason)
    _renew_search(row, names)
    return member


def remove_team_member(
    class_id: int, person_id: int, *, by_id: int, exception_reason: str = ""
) -> None:
    """Takes a co-teacher out of the team. An open class keeps the team its kind needs, unless a
    manager gives a reason (`exception_reason` is only passed for a manager)."""
    row = locked(class_id)
    before, names = row.sides, _names(row)
    member = next((m for m in row.team if m.person_id == person_id), None)
    if member is None:
        return
    _take_out(row, member)
    reason = _keep_gate(row, before, exception_reason)
    db.session.flush()
    history.record("team.removed", "class", row.id, actor_id=by_id, person_id=person_id, **reason)
    _renew_search(row, names)


def leave_all(person_id: int, now: datetime) -> None:
    """Before someone is erased: out of every team that has sessions to come, or no dates yet. Where
    it lacks someone then, the office is given something to do."""
    mine = select(TeamMember.class_id).where(TeamMember.person_id == person_id)
    for class_id in db.session.scalars(mine.order_by(TeamMember.class_id)).all():
        row = locked(class_id)
        member = next((m for m in row.team if m.person_id == person_id), None)
        over = bool(row.sessions) and all(session.ends_at <= now for session in row.sessions)
        if member is None or over or row.state == "called_off":
            continue
        names = _names(row)
        _take_out(row, member)
        history.record("team.removed", "class", row.id, person_id=person_id, erased=True)
        _renew_search(row, names)
        if missing_for(row.course.kind, row.sides):
            due_at = now + WORKING_TIME
            add_task(ASK, now=now, due_at=due_at, name=row.course.title[:100], words="team_left")


def _take_out(row: ScheduledClass, member: TeamMember) -> None:
    """What they signed stays signed, under the name the team knew them by."""
    signed = update(RecordSignature).where(
        RecordSignature.class_id == row.id, RecordSignature.person_id == member.person_id
    )
    db.session.execute(signed.values(name=member.shown_name))
    row.team.remove(member)


def _names(row: ScheduledClass) -> tuple[str, ...]:
    """The names of a team that everyone may read."""
    return shown_team(member_facts(row.team), "public", row.course.kind).names


def _renew_search(row: ScheduledClass, names: tuple[str, ...]) -> None:
    """In another team the kind of course may tell more, or less, and so hide a name or show it."""
    if row.state == "open" and _names(row) != names:
        reindex(row.course_id)


def _add(
    row: ScheduledClass, person_id: int, perspective: str, shown_name: str, now: datetime
) -> TeamMember:
    person = db.session.get(Person, person_id)
    if person is None or person.erased_at is not None:
        raise Refused(N_("This person is not here any more."))
    member = TeamMember(
        person_id=person_id,
        perspective=perspective,
        shown_name=(shown_name or person.name)[:NAME_LENGTH],
        joined_at=now,
    )
    row.team.append(member)
    return member


def _keep_gate(row: ScheduledClass, before: list[str], reason: str) -> dict[str, Any]:
    """What goes into the history. Raises NotReady when an open class would lose what it needs."""
    if row.state != "open":
        return {}
    after = row.sides
    lost = set(missing_for(row.course.kind, after)) - set(missing_for(row.course.kind, before))
    if not lost:
        return {}
    if not reason.strip():
        raise NotReady(N_("An open class keeps the team that it needs."), sorted(lost))
    return {"exception": reason.strip()}
