"""Answers that someone linked to themselves, for the office. No key is needed: they chose it."""

from __future__ import annotations

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from recoverycollege.catalogue.models import Course
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.feedback.models import Answer, AskedOutcome, LinkedCode
from recoverycollege.feedback.rules.items import OWN, Item, outcome_item


def has_linked(person_id: int) -> bool:
    """Whether someone linked answers to themselves."""
    mine = exists().where(LinkedCode.enrolment_id == Enrolment.id, Enrolment.person_id == person_id)
    return bool(db.session.scalar(select(mine)))


def linked_answers(person_id: int) -> list[tuple[str, str, Item, int | None]]:
    """(course, wave, question, value) of the answers someone linked to themselves."""
    asked = aliased(AskedOutcome)
    rows = db.session.execute(
        select(Course.title, Answer.wave, Answer.item, asked.words, Answer.value)
        .join(ScheduledClass, ScheduledClass.course_id == Course.id)
        .join(Enrolment, Enrolment.class_id == ScheduledClass.id)
        .join(LinkedCode, LinkedCode.enrolment_id == Enrolment.id)
        .join(Answer, Answer.code == LinkedCode.code)
        .outerjoin(asked, (asked.class_id == Answer.class_id) & (asked.item == Answer.item))
        .where(Enrolment.person_id == person_id)
        .order_by(Enrolment.id, Answer.wave.desc(), Answer.item)
    ).all()
    return [
        (title, wave, outcome_item(item, words) if words else Item(item, OWN[item]), value)
        for title, wave, item, words, value in rows
        if words or item in OWN
    ]
