"""What a co-teacher shows of themselves: their own choice, changed at any time, by them alone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from recoverycollege import history
from recoverycollege.classes.models import TeamMember
from recoverycollege.classes.services.indexing import reindex, shows_names
from recoverycollege.database import db


def choose_shown(
    member: TeamMember,
    *,
    shown_name: str,
    name_scope: str,
    perspective_scope: str,
    words: str,
    label_ok: bool,
) -> None:
    """Sets what is shown, and takes a hidden name out of the catalogue's search at once. Whether
    the class may be called peer-led is said by those who lead it."""
    member.shown_name, member.name_scope = shown_name, name_scope
    member.perspective_scope, member.words = perspective_scope, words
    member.label_ok = label_ok and leads(member)
    history.record(
        "team.shown",
        "class",
        member.class_id,
        actor_id=member.person_id,
        person_id=member.person_id,
        name_scope=name_scope,
    )
    reindex(member.scheduled_class.course_id)


def leads(member: TeamMember) -> bool:
    """Whether someone leads their class. Where nobody was named for that, all of them do."""
    return member.lead or not any(other.lead for other in member.scheduled_class.team)


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
