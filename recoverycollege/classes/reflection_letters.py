"""The one letter after a class to those who taught it: two questions wait for them."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from recoverycollege import clock, letters
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.classes.queries.records import held_of
from recoverycollege.classes.queries.reflections import stage_of, team_of
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


def example() -> Words | None:
    """The newest class."""
    newest = db.session.scalar(
        select(ScheduledClass.id).order_by(ScheduledClass.id.desc()).limit(1)
    )
    found = _class(newest) if newest else None
    return _words(found, clock.now() + timedelta(days=13)) if found else None


def _class(class_id: int) -> ScheduledClass | None:
    return db.session.scalar(
        select(ScheduledClass)
        .where(ScheduledClass.id == class_id)
        .options(joinedload(ScheduledClass.course), selectinload(ScheduledClass.sessions))
    )


def _words(found: ScheduledClass, until: datetime) -> Words:
    return Words(
        subject=letters.subject(),
        secrets={"link": letters.page(f"/teaching/classes/{found.id}/reflection")},
        gaps={
            "course": found.course.title,
            "answer_by": day(until),
            "help": letters.help_page(),
        },
    )
