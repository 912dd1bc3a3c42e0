"""The letters after a class to those who taught it: two questions wait for them; and records to
sign, where the office asks after them."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from recoverycollege import clock, letters
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.classes.queries.records import held_of
from recoverycollege.classes.queries.reflections import stage_of, team_of
from recoverycollege.classes.queries.unsigned import unsigned_of
from recoverycollege.classes.rules.reflections import asked, opens_at
from recoverycollege.classes.services.reflecting import LETTER
from recoverycollege.database import db
from recoverycollege.letters import Letter, Words
from recoverycollege.wording import day


def register(app: Flask) -> None:
    letters.register(
        app,
        LETTER,
        reflection,
        by_day=True,
        on_paper=False,
        has=("course", "link", "answer_by", "help"),
        must=("link",),
        example=example,
    )
    letters.register(
        app,
        "records_to_sign",
        to_sign,
        by_day=True,
        has=("course", "link", "help"),
        must=("link",),
        example=lambda: example("together"),
    )


def to_sign(letter: Letter) -> Words | None:
    """Nothing to whom has nothing more to sign."""
    found = unsigned_of(letter.facts["class_id"], clock.now())
    if found is None or letter.person_id not in found.person_ids:
        return None
    return _letter(found.title, found.class_id, "together")


def reflection(letter: Letter) -> Words | None:
    """Nothing to whom has answered or left the team, or once it is open."""
    found = _class(letter.facts["class_id"])
    if found is None:
        return None
    ended_at, team = held_of(found).last_ends_at, team_of(found.id)
    if ended_at is None or stage_of(found, team, clock.now()) != "writing":
        return None
    those = {member.person_id: member for member in asked(team, ended_at)}
    me = those.get(letter.person_id)
    return _words(found, opens_at(ended_at)) if me and not me.answered_at else None


def example(page: str = "reflection") -> Words | None:
    """The newest class."""
    newest = db.session.scalar(
        select(ScheduledClass.id).order_by(ScheduledClass.id.desc()).limit(1)
    )
    found = _class(newest) if newest else None
    if found is None:
        return None
    until = clock.now() + timedelta(days=13)
    return _letter(found.course.title, found.id, page, answer_by=day(until))


def _class(class_id: int) -> ScheduledClass | None:
    return db.session.scalar(
        select(ScheduledClass)
        .where(ScheduledClass.id == class_id)
        .options(joinedload(ScheduledClass.course), selectinload(ScheduledClass.sessions))
    )


def _words(found: ScheduledClass, until: datetime) -> Words:
    return _letter(found.course.title, found.id, "reflection", answer_by=day(until))


def _letter(title: str, class_id: int, page: str, **gaps: str) -> Words:
    """With the page of help, which paper cannot open."""
    return Words(
        subject=letters.subject(),
        secrets={"link": letters.page(f"/teaching/classes/{class_id}/{page}")},
        gaps={"course": title, "help": letters.help_page()} | gaps,
        by_channel={"paper": {"help": ""}},
    )
