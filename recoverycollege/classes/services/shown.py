"""What a co-teacher shows of themselves: their own choice, changed at any time, by them alone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from recoverycollege import history
from recoverycollege.classes.models import TeamMember
from recoverycollege.classes.services.indexing import reindex, shows_names
from recoverycollege.classes.services.planning import NotHere, locked
from recoverycollege.database import db
from recoverycollege.refusals import N_, Refused


class OtherSide(Refused):
    """They teach from another side now than the page spoke of."""


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
    member.shown_name, member.name_scope = shown_name, name_scope
    member.perspective_scope, member.words = perspective_scope, words
    member.label_ok = label_ok and leads(member)
    who = {"actor_id": person_id, "person_id": person_id}
    history.record("team.shown", "class", class_id, **who, name_scope=name_scope)
    reindex(row.course_id)


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
