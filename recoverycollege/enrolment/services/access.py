"""What would help someone take part: while the office arranges it, an offer waits."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from recoverycollege import history
from recoverycollege.enrolment.models import LIVE, Enrolment
from recoverycollege.enrolment.rules.windows import offer_ends
from recoverycollege.enrolment.services.filling import first_start, lock, with_offers
from recoverycollege.enrolment.services.telling import tell


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
