"""Checking in by oneself. The team's mark wins: whichever comes first, theirs stays."""

from __future__ import annotations

from datetime import datetime

from recoverycollege.enrolment.queries.check_in import standing_of
from recoverycollege.enrolment.rules.check_in import door, told
from recoverycollege.enrolment.services.filling import lock
from recoverycollege.enrolment.services.register import mark_all


def check_in(class_id: int, session_id: int, person_id: int, now: datetime) -> str:
    """Marks someone as come, if the session takes it and the team has said nothing else. Returns
    what they are told; "ready" means that it has just been noted."""
    found = lock(class_id)
    session = next((s for s in found.sessions if s.id == session_id), None) if found else None
    if found is None or session is None:
        return "over"
    called_off = session.called_off or found.state == "called_off"
    enrolment_id, mine = standing_of(session, person_id)
    answer = told(door(session.starts_at, session.ends_at, now, called_off=called_off), mine)
    if answer == "ready":
        mark_all(session_id, {enrolment_id: "came"}, by_id=person_id, now=now)
    return answer
