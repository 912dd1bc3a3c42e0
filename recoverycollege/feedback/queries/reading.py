"""Who reads free texts soon, what waits for them, and what they flagged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, select

from recoverycollege.accounts.models import Person, Role, Task
from recoverycollege.classes.models import ClassSession
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.feedback.models import (
    FreeText,
    Identifying,
    ReadingHours,
    TextFlag,
    TextRead,
    TextReader,
)
from recoverycollege.feedback.queries.mine import TEXT_ITEMS
from recoverycollege.feedback.rules.codes import text_id

KIND = "distress"  # of its task
READ_FOR = timedelta(days=60)  # after the last session
MOST_WAITING = 50


@dataclass(frozen=True)
class Reading:
    """Who reads, who deputises, and when: complete, or there is none."""

    reader_id: int
    reader: str
    deputy_id: int
    deputy: str
    hours: str
    pass_after: int

    def may_read(self, person_id: int) -> bool:
        return person_id in (self.reader_id, self.deputy_id)


@dataclass(frozen=True)
class Flagged:
    """A flag with its words and its task."""

    flag: TextFlag
    words: str
    class_id: int
    task: Task
    asked: Identifying | None

    def agreed_by(self, person_id: int) -> bool:
        """Whether two people agreed to see who wrote it, and this is one of them."""
        asked = self.asked
        both = {asked.asked_by_id, asked.agreed_by_id} if asked and asked.agreed_by_id else set()
        return person_id in both


def reading() -> Reading | None:
    """The reader and the deputy, while both work in the office, and their hours. One statement."""
    works = exists().where(Role.person_id == TextReader.person_id)
    rows = db.session.execute(
        select(
            TextReader.part,
            TextReader.person_id,
            Person.name,
            ReadingHours.words,
            ReadingHours.pass_after,
        )
        .join(Person, Person.id == TextReader.person_id)
        .join(ReadingHours, ReadingHours.id == 1)
        .where(works)
    ).all()
    by_part = {row.part: row for row in rows}
    if len(by_part) < 2:
        return None
    reader, deputy = by_part["reader"], by_part["deputy"]
    return Reading(
        reader.person_id,
        reader.name,
        deputy.person_id,
        deputy.name,
        reader.words,
        reader.pass_after,
    )


def named() -> dict[str, int]:
    """Reader and deputy as they were named, complete or not."""
    return {row.part: row.person_id for row in db.session.scalars(select(TextReader))}


def hours() -> ReadingHours | None:
    return db.session.get(ReadingHours, 1)


def office_people() -> Sequence[tuple[int, str]]:
    """(id, name) of everyone who works in the office."""
    works = exists().where(Role.person_id == Person.id)
    query = select(Person.id, Person.name).where(works, Person.erased_at.is_(None))
    return [(i, name) for i, name in db.session.execute(query.order_by(Person.folded_name))]


def unread(now: datetime) -> Sequence[tuple[str, str]]:
    """(id, words) of lately written texts that nobody has read, in no order; of every class, so
    without a word about which."""
    late = exists().where(
        ClassSession.class_id == FreeText.class_id, ClassSession.ends_at > now - READ_FOR
    )
    query = select(FreeText.id, FreeText.words).where(late)
    query = query.where(~exists().where(TextRead.text_id == FreeText.id))
    query = query.where(~exists().where(TextFlag.text_id == FreeText.id))
    return [(i, words) for i, words in db.session.execute(query.order_by(FreeText.id).limit(50))]


def flagged(flag_id: int | None = None) -> list[Flagged]:
    """The flags that are not settled; or the one."""
    query = (
        select(TextFlag, FreeText.words, FreeText.class_id, Task, Identifying)
        .join(FreeText, FreeText.id == TextFlag.text_id)
        .join(Task, (Task.kind == KIND) & (Task.about_id == TextFlag.id))
        .outerjoin(Identifying, Identifying.flag_id == TextFlag.id)
        .order_by(Task.created_at, TextFlag.id)
    )
    wanted = Task.done_at.is_(None) if flag_id is None else TextFlag.id == flag_id
    return [Flagged(*row) for row in db.session.execute(query.where(wanted))]


def author_of(found: Flagged, key: str) -> int | None:
    """Who wrote a text, found with the key; None for one that stands alone."""
    rows = db.session.execute(
        select(Enrolment.id, Enrolment.person_id).where(Enrolment.class_id == found.class_id)
    )
    ids = {text_id(key, i, item): person for i, person in rows for item in TEXT_ITEMS}
    return ids.get(found.flag.text_id)
