"""The ledger: a team puts its records in its own words, and signs them by one press each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from recoverycollege import history
from recoverycollege.classes.models import (
    CoproductionRecord,
    RecordSignature,
    ScheduledClass,
    TeamMember,
)
from recoverycollege.classes.queries.records import held_of
from recoverycollege.classes.queries.unsigned import REMINDED, unsigned_of
from recoverycollege.classes.rules.records import (
    fingerprint,
    may_remind,
    not_theirs,
    not_yet,
    side_of,
)
from recoverycollege.classes.services.planning import NotHere, locked
from recoverycollege.classes.services.telling import tell_all
from recoverycollege.database import db
from recoverycollege.refusals import N_, Refused

FirstWords = Callable[[ScheduledClass], str]


class Changed(Refused):
    """Other words stand there now than those that were read."""


def sign(
    class_id: int, person_id: int, kind: str, *, seen: str, first_words: FirstWords, now: datetime
) -> None:
    """One of the team signs for their side what they have read (`seen`, its fingerprint).
    `first_words` of a class stand there while its team has put nothing in their place.

    Pressing twice changes nothing, and nobody signs for both sides. Raises Refused.
    """
    row, member = _mine(class_id, person_id, kind, now)
    record = _record(class_id, kind)
    words = record.words or first_words(row)
    if fingerprint(kind, words) != seen:
        raise Changed(N_("The words were changed meanwhile. Please read them, then sign."))
    side = side_of(member.perspective)
    if any(side == s.side or s.person_id == person_id for s in record.signatures):
        return
    record.words = words  # from now on these words stand, whatever becomes of the facts
    record.signatures.append(RecordSignature(side=side, person_id=person_id, signed_at=now))
    _note("record.signed", row, person_id, kind)


def put_in_words(
    class_id: int,
    person_id: int,
    kind: str,
    *,
    words: str,
    seen: str,
    first_words: FirstWords,
    now: datetime,
) -> None:
    """Lays down the team's own words. Whoever had signed others has signed nothing any more.
    Raises Refused; Changed where someone else wrote meanwhile."""
    row, _member = _mine(class_id, person_id, kind, now)
    record = _record(class_id, kind)
    before = record.words or first_words(row)
    if words == before:
        return
    if fingerprint(kind, before) != seen:
        raise Changed(N_("Somebody else changed the words meanwhile. Both are below."))
    cleared = len(record.signatures)
    record.words = words
    record.signatures.clear()
    _note("record.changed", row, person_id, kind, cleared=cleared)


def remind(class_id: int, *, now: datetime, by_id: int) -> int:
    """Writes kindly to those of a team who may still sign something, at most once a fortnight.
    Returns to how many. Raises `Refused`."""
    locked(class_id)
    found = unsigned_of(class_id, now)
    if found is None:
        raise Refused(N_("Everything that can be signed is signed. Nothing more to do."))
    if not may_remind(found.reminded_at, now):
        raise Refused(N_("They were reminded less than two weeks ago. Please leave them time."))
    tell_all(found.person_ids, "records_to_sign", now=now, class_id=class_id)
    history.record(REMINDED, "class", class_id, actor_id=by_id)
    return len(found.person_ids)


def _mine(
    class_id: int, person_id: int, kind: str, now: datetime
) -> tuple[ScheduledClass, TeamMember]:
    """The class under its lock, and this person's own line in its team."""
    row = locked(class_id)
    member = next((m for m in row.team if m.person_id == person_id), None)
    if member is None:
        raise NotHere
    held = held_of(row)
    if reason := not_yet(kind, held, now) or not_theirs(kind, member.joined_at, held):
        raise Refused(reason)
    return row, member


def _record(class_id: int, kind: str) -> CoproductionRecord:
    found = db.session.scalar(
        select(CoproductionRecord)
        .where(CoproductionRecord.class_id == class_id, CoproductionRecord.kind == kind)
        .options(selectinload(CoproductionRecord.signatures))
    )
    if found is None:
        found = CoproductionRecord(class_id=class_id, kind=kind, words="")
        db.session.add(found)
    return found


def _note(action: str, row: ScheduledClass, person_id: int, kind: str, **detail: int) -> None:
    history.record(
        action, "class", row.id, actor_id=person_id, person_id=person_id, kind=kind, **detail
    )
