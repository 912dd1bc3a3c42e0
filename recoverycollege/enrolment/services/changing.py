"""The dates of a class changed: everyone concerned is told, in the way they chose."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload

from recoverycollege.accounts.models import Task
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.classes.services.moving import tell_team_of_dates
from recoverycollege.database import db
from recoverycollege.enrolment.models import LIVE, Enrolment
from recoverycollege.enrolment.services.telling import tell
from recoverycollege.letters import Letter, on_its_way

KIND = "dates_changed"
GATHER = timedelta(minutes=15)  # one letter for several changes in a row


def tell_of_dates(class_id: int, now: datetime, by_id: int) -> int:
    """Tells its team, and everyone with a place, an offer or a turn in the line; once for changes
    that follow each other. Returns how many people besides the team that concerns."""
    found = db.session.get(ScheduledClass, class_id)
    if found is not None and found.state != "called_off":
        tell_team_of_dates(found, now)
    if found is None or found.state != "open":
        return 0
    concerned = and_(
        Enrolment.class_id == class_id,
        Enrolment.state.in_(LIVE),
        Enrolment.confirmed_at.is_not(None),
    )
    people = db.session.scalars(
        select(Enrolment)
        .where(concerned)
        .options(joinedload(Enrolment.person, innerjoin=True))
        .order_by(Enrolment.id)
    ).all()
    told = _on_their_way(class_id, now) | _to_be_told([enrolment.id for enrolment in people])
    for enrolment in people:
        if enrolment.id not in told:
            tell(enrolment, KIND, now=now, due_at=now + GATHER)
    return len(people)


def _to_be_told(enrolment_ids: Collection[int]) -> set[int]:
    """The places whose people the office is still to tell something: of this change as well."""
    to_tell = select(Task.about_id).where(
        Task.kind == "tell", Task.about_id.in_(enrolment_ids), Task.done_at.is_(None)
    )
    return {about_id for about_id in db.session.scalars(to_tell) if about_id is not None}


def _on_their_way(class_id: int, now: datetime) -> set[int]:
    """The places about whose dates a letter is on its way: it will tell of this change too."""
    waiting = select(Letter.facts).where(
        on_its_way(KIND, now),
        Letter.person_id.in_(select(Enrolment.person_id).where(Enrolment.class_id == class_id)),
    )
    return {facts["enrolment_id"] for facts in db.session.scalars(waiting)}
