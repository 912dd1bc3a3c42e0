"""What students wrote in a college that has been lived in, and what became of it."""

from __future__ import annotations

from flask import current_app
from sqlalchemy import select

from recoverycollege import clock
from recoverycollege.accounts.models import Person, Task
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.feedback.models import (
    FreeText,
    FutureLetter,
    Moderator,
    OwnNote,
    Quote,
    ReadingHours,
    TextFlag,
    TextReader,
    Theme,
    YouSaid,
)
from recoverycollege.feedback.rules.codes import quote_id, text_id
from recoverycollege.feedback.rules.sealing import seal

BOX = "after-anything"


def speak(student: Person, office: Person, manager: Person) -> None:
    """The student wrote, keeps things for themselves, and reads first what others let be shown;
    the office reads soon, and flagged what the student wrote."""
    key, today = current_app.extensions["settings"].answer_key, clock.now().date()
    done = select(Enrolment).where(Enrolment.person_id == student.id)
    place = db.session.scalars(done.where(Enrolment.state == "completed")).first()
    assert place
    text = text_id(key, place.id, BOX)
    words = "The tea helped."
    db.session.add(FreeText(id=text, class_id=place.class_id, item=BOX, words=words))
    quote = {"class_id": place.class_id, "words": words, "final": words}
    mine = quote | {"id": quote_id(key, text), "state": "asked"}
    others = quote | {"id": "a" * 64, "state": "offered"}
    shown = quote | {"id": "b" * 64, "state": "published", "until": today}
    db.session.add_all([Quote(**one) for one in (mine, others, shown)])
    db.session.add(Moderator(person_id=student.id, lived_experience=True))
    for kind in ("goals", "helped"):
        db.session.add(OwnNote(person_id=student.id, kind=kind, words="Bread", made_on=today))
    sealed = {"sealed": seal(key, student.id, "Dear me"), "written_on": today, "opens_on": today}
    for opened_on in (None, today):
        db.session.add(FutureLetter(person_id=student.id, opened_on=opened_on, **sealed))
    for part, person in (("reader", office), ("deputy", manager)):
        db.session.add(TextReader(part=part, person_id=person.id))
    db.session.add(ReadingHours(id=1, words="Weekdays", pass_after=24))
    flag = TextFlag(text_id=text, wished=True)
    course = select(ScheduledClass.course_id).where(ScheduledClass.id == place.class_id)
    said = {"course_id": db.session.scalar(course), "said": "Cold.", "did": "Warm.", "until": today}
    db.session.add_all([flag, Theme(name="The room"), YouSaid(**said)])
    db.session.flush()
    due = {"created_at": clock.now(), "due_at": clock.now()}
    db.session.add(Task(kind="distress", about_id=flag.id, **due))
    db.session.commit()
