"""You said, we did: telling students what came of what they said."""

from __future__ import annotations

from datetime import date

from recoverycollege import history
from recoverycollege.database import db
from recoverycollege.feedback.models import YouSaid
from recoverycollege.refusals import N_, Refused

OVER = N_("Choose a day that is still to come.")


def tell(course_id: int, said: str, did: str, *, until: date, today: date, by_id: int) -> YouSaid:
    """A note on a course, shown until its last day. Raises `Refused`."""
    if until < today:
        raise Refused(OVER)
    row = YouSaid(course_id=course_id, said=said, did=did, until=until)
    db.session.add(row)
    db.session.flush()
    history.record("said.told", "course", course_id, actor_id=by_id)
    return row


def take_down(found: YouSaid, by_id: int) -> None:
    db.session.delete(found)
    history.record("said.taken_down", "course", found.course_id, actor_id=by_id)
