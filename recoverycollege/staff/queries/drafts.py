"""Calls half done, for whoever in the office goes on with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from recoverycollege.accounts.models import CallDraft, Person
from recoverycollege.catalogue.models import Course
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db

Rows: TypeAlias = Select[*tuple[Any, ...]]
MOST = 20


@dataclass(frozen=True)
class Draft:
    """A call half done: who it is about as far as we know, which class, and who began it."""

    id: int
    class_id: int | None
    person_id: int | None
    person: str | None
    title: str | None
    by: str
    fields: Mapping[str, str]
    received_at: datetime

    @property
    def name(self) -> str:
        return self.person or self.fields.get("name") or self.fields.get("q") or ""

    @property
    def is_search(self) -> bool:
        """Whether it stopped at looking for them."""
        return self.class_id is not None and self.person_id is None and "q" in self.fields


def drafts() -> list[Draft]:
    """The newest call first."""
    return _read(_drafts().order_by(CallDraft.received_at.desc(), CallDraft.id.desc()).limit(MOST))


def draft(draft_id: int | None) -> Draft | None:
    if draft_id is None:
        return None
    return next(iter(_read(_drafts().where(CallDraft.id == draft_id))), None)


def _drafts() -> Rows:
    by = aliased(Person)
    return (
        select(
            CallDraft.id,
            CallDraft.class_id,
            CallDraft.person_id,
            Person.name.label("person"),
            Course.title,
            by.name.label("by"),
            CallDraft.fields,
            CallDraft.received_at,
        )
        .join(by, by.id == CallDraft.by_id)
        .outerjoin(Person, Person.id == CallDraft.person_id)
        .outerjoin(ScheduledClass, ScheduledClass.id == CallDraft.class_id)
        .outerjoin(Course, Course.id == ScheduledClass.course_id)
    )


def _read(query: Rows) -> list[Draft]:
    return [Draft(**row._mapping) for row in db.session.execute(query)]
