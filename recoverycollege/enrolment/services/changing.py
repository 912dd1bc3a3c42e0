"""The dates of a class changed: everyone concerned is told, in the way they chose."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select

from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.models import LIVE, Enrolment
from recoverycollege.enrolment.services.filling import with_offers
from recoverycollege.enrolment.services.telling import is_asked, tell
from recoverycollege.letters import Letter

KIND = "dates_changed"
GATHER = timedelta(minutes=15)  # one letter for several changes in a row


def tell_of_dates(class_id: int, now: datetime, by_id: int) -> int:
    """Tells everyone with a place, an offer or a turn in the line; once for changes that follow
    each other. Returns how many people that concerns."""
    found = db.session.get(ScheduledClass, class_id)
    if found is None or found.state != "open":
        return 0
    concerned = and_(
        Enrolment.class_id == class_id,
        Enrolment.state.in_(LIVE),
        Enrolment.confirmed_at.is_not(None),
    )
    people = [enrolment for enrolment, _offer in with_offers(concerned)]
    written = _on_their_way(class_id)
    for enrolment in people:
        if enrolment.id not in written and not is_asked("tell", enrolment):
            tell(enrolment, KIND, now=now, due_at=now + GATHER)
    return len(people)


def _on_their_way(class_id: int) -> set[int]:
    """The places about whose dates a letter waits to leave, or to be printed and was not laid out
    for it yet: it will tell of this change too."""
    unprinted = and_(Letter.state == "to_print", Letter.claimed_until.is_(None))
    waiting = select(Letter.facts).where(
        Letter.kind == KIND,
        or_(Letter.state == "waiting", unprinted),
        Letter.person_id.in_(select(Enrolment.person_id).where(Enrolment.class_id == class_id)),
    )
    return {facts["enrolment_id"] for facts in db.session.scalars(waiting)}
