"""Coming into a team: the college invites someone, or they offer themselves; one press answers.

Nobody counts before it is accepted. The class is locked first, so that two answers at once end in
one, and whoever offered for what is filled now hears so.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from recoverycollege import history
from recoverycollege.classes.models import Absence, Joining, ScheduledClass
from recoverycollege.classes.rules.needs import answer_by, sides_needed
from recoverycollege.classes.services.absences import open_absence, step_in
from recoverycollege.classes.services.co_teachers import co_teacher, teaches_as
from recoverycollege.classes.services.joining_rows import (
    absence_of,
    all_waiting,
    asked_already,
    class_to_join,
    with_class,
    with_others,
)
from recoverycollege.classes.services.planning import locked
from recoverycollege.classes.services.teams import put_in
from recoverycollege.classes.services.telling import ask_office, settle, tell, tell_leaders
from recoverycollege.database import db
from recoverycollege.refusals import N_, Refused

ANSWERED = N_("This was answered already. Nothing more to do.")
OVER = N_("The time to answer was over. Would you still like to? Please ring the office.")


def invite(
    class_id: int,
    person_id: int,
    *,
    perspective: str = "",
    lead: bool = False,
    words: str = "",
    absence_id: int | None = None,
    now: datetime,
    by_id: int,
    zone: ZoneInfo,
) -> Joining:
    """Asks someone into the team, or into one session of it. Twice is once."""
    row = class_to_join(class_id, person_id)
    absence = absence_of(row, absence_id, now)
    if found := asked_already(class_id, absence_id, person_id):
        if not found.invited:
            raise Refused(N_("They offered themselves already. You can say yes to that."))
        return found
    if perspective:
        teaches_as(person_id, perspective, now)
    else:
        co_teacher(person_id, now)
    joining = _add(row, absence, person_id, invited=True, by_id=by_id, now=now, zone=zone)
    joining.perspective, joining.lead, joining.words = perspective, lead, words
    db.session.flush()
    tell(person_id, "team_invited", now=now, joining_id=joining.id)
    _note("team.invited", joining, by_id)
    return joining


def offer(
    class_id: int,
    person_id: int,
    *,
    perspective: str = "",
    words: str = "",
    absence_id: int | None = None,
    now: datetime,
    zone: ZoneInfo,
) -> Joining:
    """Someone offers themselves for what is open; the office is asked to answer. Twice is once."""
    row = class_to_join(class_id, person_id)
    absence = absence_of(row, absence_id, now)
    if found := asked_already(class_id, absence_id, person_id):
        if found.invited:
            raise Refused(N_("You are invited already. You can simply say yes to that."))
        return found
    own = co_teacher(person_id, now).perspectives
    if absence is None and (perspective not in own or perspective not in _open_sides(row)):
        raise Refused(N_("This class has found someone meanwhile. Thank you for offering."))
    task_id = ask_office("team_offer", person_id, now)
    joining = _add(row, absence, person_id, invited=False, by_id=person_id, now=now, zone=zone)
    joining.perspective, joining.words = "" if absence else perspective, words
    joining.task_id = task_id
    db.session.flush()
    _note("team.offered", joining, person_id)
    return joining


def accept(joining_id: int, now: datetime, by_id: int) -> Joining:
    """Into the team, everything hidden; or into the one session. Until the time to answer is swept
    away: after that the office is looking for someone else, perhaps."""
    row, joining, others = with_others(joining_id)
    if joining.answer == "accepted":
        return joining
    _check_waiting(joining)
    if row.state == "called_off":
        raise Refused(N_("This class was called off."))
    person = joining.person
    sides = co_teacher(person.id, now).perspectives
    if joining.absence_id is None and joining.perspective not in sides:
        raise Refused(N_("They do not teach from this side any more. Please ask them."))
    with db.session.no_autoflush:  # all is written at once, at the end
        _answered(joining, "accepted", by_id, now)
        if joining.absence_id is None:
            side, lead = joining.perspective, joining.lead
            put_in(row, person.id, perspective=side, lead=lead, now=now, by_id=by_id)
            settle(joining.task_id, by_id=by_id, now=now)
            _close_filled(row, others, now)
            tell_leaders(row, person.id, now=now)
        else:
            absence = open_absence(joining.absence_id, now)
            others = [one for one in others if one.absence_id == absence.id]
            tasks = (joining.task_id,)
            step_in(row, absence, person.id, others, now=now, by_id=by_id, tasks=tasks)
        if not joining.invited:
            tell(person.id, "team_answer", now=now, joining_id=joining.id)
    db.session.flush()
    return joining


def decline(joining_id: int, now: datetime, by_id: int) -> Joining:
    """A kind no, without a reason, from either side."""
    _, joining = with_class(joining_id)
    if joining.answer == "declined":
        return joining
    _check_waiting(joining)
    _end(joining, "declined", by_id, now)
    if not joining.invited:
        tell(joining.person_id, "team_answer", now=now, joining_id=joining.id)
    return joining


def withdraw(joining_id: int, now: datetime, by_id: int) -> Joining:
    """Whoever asked takes it back."""
    _, joining = with_class(joining_id)
    if joining.answer == "withdrawn":
        return joining
    _check_waiting(joining)
    _end(joining, "withdrawn", by_id, now)
    return joining


def _close_filled(row: ScheduledClass, waiting: Iterable[Joining], now: datetime) -> None:
    """Offers for what a team lacks no longer are closed, and those who offered are thanked."""
    sides = _open_sides(row)
    for joining in waiting:
        for_all = joining.absence_id is None and not joining.invited
        if for_all and joining.perspective not in sides:
            _end(joining, "filled", None, now)
            tell(joining.person_id, "team_answer", now=now, joining_id=joining.id)


def is_in(class_id: int, person_id: int, *, now: datetime, by_id: int) -> None:
    """Someone was put into a team by hand: what ran between them and the college is answered, and
    whoever offered for the same hears that it is filled."""
    row = locked(class_id)
    waiting = all_waiting(Joining.class_id == class_id, Joining.absence_id.is_(None))
    for joining in waiting:
        if joining.person_id == person_id:
            _end(joining, "accepted", by_id, now)
    _close_filled(row, (one for one in waiting if one.person_id != person_id), now)


def run_out(now: datetime) -> int:
    """Who did not answer in time: the office sees it, and rings perhaps. With a class that was
    called off all that waits for it ends."""
    called_off = select(ScheduledClass.id).where(ScheduledClass.state == "called_off")
    for joining in (ended := all_waiting(Joining.class_id.in_(called_off))):
        _end(joining, "withdrawn", None, now)
    late = all_waiting(Joining.until < now)
    for joining in late:
        _end(joining, "over", None, now)
        if joining.invited:
            joining.task_id = ask_office("team_over", joining.person_id, now)
        else:
            tell(joining.person_id, "team_answer", now=now, joining_id=joining.id)
    return len(ended) + len(late)


def _add(
    row: ScheduledClass,
    absence: Absence | None,
    person_id: int,
    *,
    invited: bool,
    by_id: int,
    now: datetime,
    zone: ZoneInfo,
) -> Joining:
    starts_at = absence.session.starts_at if absence else _next_start(row, now)
    joining = Joining(
        class_id=row.id,
        absence_id=absence.id if absence else None,
        person_id=person_id,
        invited=invited,
        by_id=by_id,
        made_at=now,
        until=answer_by(now, starts_at, zone),
        answer="waiting",
    )
    db.session.add(joining)
    return joining


def _next_start(row: ScheduledClass, now: datetime) -> datetime | None:
    ahead = (s.starts_at for s in row.ahead(now))
    return min(ahead, default=None)


def _open_sides(row: ScheduledClass) -> set[str]:
    needed = sides_needed(row.course.kind, row.sides)
    return {side for sides in needed for side in sides}


def _check_waiting(joining: Joining) -> None:
    if joining.answer == "over":
        raise Refused(OVER)
    if joining.answer != "waiting":
        raise Refused(ANSWERED)


def _end(joining: Joining, answer: str, by_id: int | None, now: datetime) -> None:
    settle(joining.task_id, by_id=by_id, now=now)
    _answered(joining, answer, by_id, now)


def _answered(joining: Joining, answer: str, by_id: int | None, now: datetime) -> None:
    joining.answer, joining.answered_at = answer, now
    side = "invitation" if joining.invited else "offer"
    _note(f"team.{side}_{answer}", joining, by_id)


def _note(action: str, joining: Joining, by_id: int | None) -> None:
    history.record(
        action,
        "class",
        joining.class_id,
        actor_id=by_id,
        person_id=joining.person_id,
        joining=joining.id,
    )
