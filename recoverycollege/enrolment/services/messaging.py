"""Writing to a class: one letter for each person with a place, a copy for the rest of the team."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from recoverycollege import history, letters
from recoverycollege.classes.models import ScheduledClass, TeamMember
from recoverycollege.database import db
from recoverycollege.enrolment.models import ClassMessage, Enrolment
from recoverycollege.enrolment.queries.messages import readers, sent_from, sent_since
from recoverycollege.enrolment.rules.messages import DAY, KEPT_FOR, check_may_write
from recoverycollege.enrolment.services.filling import lock
from recoverycollege.enrolment.services.telling import tell

TO_CLASS, COPY = "class_message", "class_message_copy"


def send_message(
    class_id: int, person_id: int, words: str, *, once: str, now: datetime
) -> ClassMessage | None:
    """Sends what one of the team wrote, under the class lock; None where what was written on
    this page was sent already. Raises `Refused`."""
    found = lock(class_id)
    if found is None or sent_from(class_id, once) is not None:
        return None
    people = readers(class_id)
    check_message(found, people, now)
    message = ClassMessage(
        class_id=class_id,
        person_id=person_id,
        words=words,
        people=len(people),
        once=once,
        sent_at=now,
    )
    db.session.add(message)
    db.session.flush()
    for place in people:
        tell(place, TO_CLASS, now=now, message_id=message.id)
    for member_id in _others(class_id, person_id):
        letters.post(COPY, member_id, message_id=message.id)
    history.record(
        "message.sent",
        "class",
        class_id,
        actor_id=person_id,
        message_id=message.id,
        people=len(people),
    )
    return message


def check_message(found: ScheduledClass, people: list[Enrolment], now: datetime) -> None:
    """Whether the team may write to its class now. Raises `Refused`."""
    ends = [session.ends_at for session in found.sessions if not session.called_off]
    lately = sent_since(found.id, now - DAY)
    check_may_write(found.state, max(ends, default=None), len(people), lately, now)


def forget_messages(now: datetime) -> int:
    """Deletes messages half a year after they were sent. Returns how many."""
    old = delete(ClassMessage).where(ClassMessage.sent_at < now - KEPT_FOR)
    return len(db.session.scalars(old.returning(ClassMessage.id)).all())


def _others(class_id: int, person_id: int) -> list[int]:
    team = select(TeamMember.person_id).where(
        TeamMember.class_id == class_id, TeamMember.person_id != person_id
    )
    return list(db.session.scalars(team.order_by(TeamMember.id)))
