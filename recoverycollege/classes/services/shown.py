"""What a co-teacher shows of themselves: their own choice, changed at any time, by them alone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from recoverycollege import history
from recoverycollege.catalogue.models import Course
from recoverycollege.classes.models import ScheduledClass, TeamMember
from recoverycollege.classes.rules.gate import ONE_TO_ONE
from recoverycollege.classes.services.indexing import reindex, shows_names
from recoverycollege.classes.services.planning import NotHere, locked
from recoverycollege.database import db
from recoverycollege.refusals import N_, Refused


class OtherSide(Refused):
    """They teach from another side now than the page spoke of."""


# What a co-teacher chose to show.
SHOWN = ("shown_name", "name_scope", "perspective_scope", "words", "label_ok")


def choose_shown(
    class_id: int,
    person_id: int,
    *,
    side: str,
    shown_name: str,
    name_scope: str,
    perspective_scope: str,
    words: str,
    label_ok: bool,
) -> None:
    """Sets what is shown, and takes a hidden name out of the catalogue's search at once. Whether
    the class may be called peer-led is said by those who lead it. `side`: the one their page spoke
    of, for nobody shows a side they did not read there. Raises NotHere, OtherSide."""
    row = locked(class_id)
    member = next((m for m in row.team if m.person_id == person_id), None)
    if member is None:
        raise NotHere
    if member.perspective != side:
        raise OtherSide(
            N_("The side you teach from was changed meanwhile. Please look again, then save.")
        )
    _hold_times(member)
    member.shown_name, member.name_scope = shown_name, name_scope
    member.perspective_scope, member.words = perspective_scope, words
    member.label_ok = label_ok and leads(member)
    _same_for_all_times(member)
    who = {"actor_id": person_id, "person_id": person_id}
    history.record("team.shown", "class", class_id, **who, name_scope=name_scope)
    reindex(row.course_id)


def _hold_times(member: TeamMember) -> None:
    """Of a one-to-one course the choice is one for all its times, so none is made meanwhile."""
    course_id = member.scheduled_class.course_id
    if member.scheduled_class.course.kind == ONE_TO_ONE:
        db.session.scalar(select(Course.id).where(Course.id == course_id).with_for_update())


def _same_for_all_times(member: TeamMember) -> None:
    if member.scheduled_class.course.kind != ONE_TO_ONE:
        return
    of_course = select(ScheduledClass.id).where(
        ScheduledClass.course_id == member.scheduled_class.course_id
    )
    db.session.execute(
        update(TeamMember)
        .where(TeamMember.person_id == member.person_id, TeamMember.class_id.in_(of_course))
        .where(TeamMember.id != member.id)
        .values({name: getattr(member, name) for name in SHOWN})
        .execution_options(synchronize_session=False)
    )


def leads(member: TeamMember) -> bool:
    """Whether someone leads their class. Where nobody was named for that, all of them do."""
    return member.lead or not any(
        other.lead and other.shown_name for other in member.scheduled_class.team
    )


def forget_name(person_id: int, now: datetime) -> None:
    """Before someone is erased: their name leaves every team, and the catalogue's search."""
    mine = db.session.scalars(
        select(TeamMember)
        .where(TeamMember.person_id == person_id)
        .options(joinedload(TeamMember.scheduled_class))
    ).all()
    known = {m.scheduled_class.course_id for m in mine if shows_names([m])}
    for member in mine:
        member.shown_name, member.name_scope, member.words = "", "team", ""
    for course_id in sorted(known):
        reindex(course_id)
