"""What would help someone take part: while the office arranges it, an offer waits."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import joinedload

from recoverycollege import history
from recoverycollege.accounts.models import AccessNeed, Task
from recoverycollege.accounts.services.tasks import finish_tasks_about
from recoverycollege.database import db
from recoverycollege.enrolment.models import LIVE, Enrolment
from recoverycollege.enrolment.queries.turns import first_start
from recoverycollege.enrolment.rules.windows import offer_ends
from recoverycollege.enrolment.services.filling import lock, lock_each, with_offers
from recoverycollege.enrolment.services.telling import ask_office, tell

TO_ARRANGE = timedelta(days=3)
LATELY = timedelta(days=14)  # what was asked for earlier has been seen to


def ask_office_to_arrange(now: datetime, limit: int = 200) -> int:
    """What would help someone becomes a task for each class they ask for, however they asked, and
    once more when they change it. Returns how many."""
    since = now - LATELY
    still_open = and_(Task.done_at.is_(None), Task.words == AccessNeed.words)
    task = (
        exists()
        .where(Task.kind == "access", Task.about_id == Enrolment.id)
        .where(or_(Task.created_at >= AccessNeed.changed_at, still_open))
    )
    query = (
        select(Enrolment, AccessNeed.words)
        .join(AccessNeed, AccessNeed.person_id == Enrolment.person_id)
        .where(Enrolment.state.in_(LIVE), Enrolment.companion.is_(False), ~task)
        .where(or_(Enrolment.confirmed_at >= since, AccessNeed.changed_at >= since))
        .where(Enrolment.confirmed_at.is_not(None))
        .order_by(Enrolment.id)
    )
    ids = lock_each(query, limit)
    person = joinedload(Enrolment.person, innerjoin=True)
    rows = db.session.execute(query.where(Enrolment.id.in_(ids)).options(person)).all()
    for enrolment, words in rows:
        finish_tasks_about(["access"], enrolment.id, by_id=None, outcome="changed", now=now)
        ask_office("access", enrolment, due_at=now + TO_ARRANGE, now=now, words=words)
    return len(rows)


def arranged(class_id: int, enrolment_id: int, now: datetime, by_id: int) -> None:
    """It is done: the person is told, and an offer that waited runs its whole time from now."""
    found = lock(class_id)
    starts_at = first_start(found) if found else None
    if found is None or starts_at is None:
        return
    for enrolment, offer in with_offers(Enrolment.id == enrolment_id):
        if enrolment.state not in LIVE or enrolment.confirmed_at is None:
            continue
        zone = ZoneInfo(found.sessions[0].zone)
        if offer is not None and offer.kind == "freed":
            ends_at = offer_ends(now, starts_at, enrolment.person.contact_by, zone)
            offer.ends_at = max(offer.ends_at, ends_at or starts_at)
        history.record(
            "place.arranged",
            "enrolment",
            enrolment.id,
            actor_id=by_id,
            person_id=enrolment.person_id,
            class_id=class_id,
        )
        tell(enrolment, "access_arranged", now=now, by_id=by_id)
