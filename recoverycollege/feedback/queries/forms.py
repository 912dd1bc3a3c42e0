"""A form as it stands: whose, which questions, until when, and how far it has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from recoverycollege.accounts.models import Person
from recoverycollege.catalogue.models import Course
from recoverycollege.classes.models import ClassSession, ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.models import Attendance, Enrolment
from recoverycollege.enrolment.rules.attendance import ON_REGISTER, WAS_THERE
from recoverycollege.feedback.models import Answer, AskedOutcome, FormState, LinkedPlace
from recoverycollege.feedback.models.waves import CLASS_WAVES
from recoverycollege.feedback.queries.asked import Asked, asked_of_class
from recoverycollege.feedback.rules.codes import code_of
from recoverycollege.feedback.rules.items import HOPE, MOST_OUTCOMES, Item, outcome_id
from recoverycollege.feedback.rules.windows import Meeting, Window, window

MAY_ANSWER = ON_REGISTER
IN_THE_ROOM = ("before", "mid", "after")


def may_answer() -> ColumnElement[bool]:
    """Who has a form of their own. The friend of someone is not known to us: theirs is the class's
    link, or a sheet without a mark."""
    return and_(Enrolment.state.in_(MAY_ANSWER), Enrolment.companion.is_(False))


def has_left() -> ColumnElement[bool]:
    """Who came, and then left: they have one kind question."""
    came = exists().where(Attendance.enrolment_id == Enrolment.id, Attendance.mark.in_(WAS_THERE))
    return and_(Enrolment.state == "withdrawn", Enrolment.companion.is_(False), came)


@dataclass(frozen=True)
class Form:
    """A form: what is asked, and when. `wave`: under which its answers lie. Without a window it
    is closed. `person_id` is whose it is; None for whoever holds the link of a class."""

    wave: str
    items: Sequence[Item]
    window: Window | None
    asked: Asked
    person_id: int | None

    @property
    def about(self) -> str:
        """The name of what it is about."""
        raise NotImplementedError

    @property
    def has_words(self) -> bool:
        """Whether there is a box to write in."""
        return self.asked.has_box

    @property
    def is_own(self) -> bool:
        return self.person_id is not None


@dataclass(frozen=True)
class ClassForm(Form):
    """The form of a class. `enrolment_id` is the place it belongs to."""

    found: ScheduledClass
    enrolment_id: int | None = None

    @property
    def about(self) -> str:
        return self.found.course.title


def class_form(class_id: int, wave: str) -> ClassForm | None:
    """The form of a class, for whoever comes; None when the class is not there for the public."""
    found = db.session.scalar(
        select(ScheduledClass).where(ScheduledClass.id == class_id).options(*_whole())
    )
    return _form(found, wave) if found is not None else None


def own_form(enrolment_id: int, wave: str, key: str = "") -> ClassForm | None:
    """The form of someone who has a place; None when they have none (any more). With `key`, the
    ANSWER_KEY, the questions on hope are left out where a class that runs side by side has them:
    they are asked once."""
    enrolment = db.session.scalar(
        select(Enrolment)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.id == enrolment_id, has_left() if wave == "left" else may_answer())
        .where(Person.erased_at.is_(None))
        .options(joinedload(Enrolment.scheduled_class).options(*_whole()))
    )
    if enrolment is None:
        return None
    form = _form(enrolment.scheduled_class, wave, enrolment.id, enrolment.person_id)
    if form is None or not key or not hope_is_asked_elsewhere(enrolment, key):
        return form
    return replace(form, items=[item for item in form.items if item.id not in HOPE])


def hope_is_asked_elsewhere(enrolment: Enrolment, key: str) -> bool:
    """Whether a class of the same person that runs at the same time has their answers on hope."""
    mine, theirs = aliased(ClassSession), aliased(ClassSession)
    first, last = func.min(mine.starts_at), func.max(mine.ends_at)
    span = select(first, last).where(mine.class_id == enrolment.class_id).subquery()
    others = db.session.scalars(
        select(Enrolment.id)
        .join(theirs, theirs.class_id == Enrolment.class_id)
        .join(ScheduledClass, ScheduledClass.id == Enrolment.class_id)
        .where(Enrolment.person_id == enrolment.person_id, may_answer())
        .where(Enrolment.class_id != enrolment.class_id, ScheduledClass.state == "open")
        .where(
            theirs.called_off.is_(False), theirs.starts_at <= span.c[1], theirs.ends_at >= span.c[0]
        )
        .distinct()
    ).all()
    if not others:
        return False
    own, codes = code_of(key, enrolment.id), {code_of(key, other) for other in others}
    asked = select(Answer.code).where(Answer.item.in_(HOPE), Answer.code.in_(codes | {own}))
    found = set(db.session.scalars(asked))
    return bool(found & codes) and own not in found


def enrolment_of(person_id: int, class_id: int) -> int | None:
    """The place someone has or had on a class, if any."""
    return db.session.scalar(
        select(Enrolment.id)
        .where(Enrolment.person_id == person_id, Enrolment.class_id == class_id)
        .where(may_answer())
        .order_by(Enrolment.id.desc())
        .limit(1)
    )


def answers_of(code: str, wave: str) -> dict[str, int | None]:
    """What lies under a code: item → value, None for "I would rather not say"."""
    query = select(Answer.item, Answer.value).where(Answer.code == code, Answer.wave == wave)
    return dict(db.session.execute(query).all())


def state_of(code: str, wave: str) -> str:
    """done, refused or untied; empty while the form waits."""
    return states_of(code).get(wave, "")


def states_of(code: str) -> dict[str, str]:
    """Form → its state, under a code."""
    query = select(FormState.wave, FormState.state).where(FormState.code == code)
    return dict(db.session.execute(query).all())


def is_linked(enrolment_id: int) -> bool:
    """Whether someone chose that the office may see their answers as theirs."""
    return db.session.get(LinkedPlace, enrolment_id) is not None


def asked_outcomes(found: ScheduledClass) -> list[tuple[str, str]]:
    """The course's outcomes as this class is asked about them: as they were laid down, or, before
    the first answer, as the course has them now. (item id, words)"""
    laid_down = db.session.execute(
        select(AskedOutcome.item, AskedOutcome.words)
        .where(AskedOutcome.class_id == found.id)
        .order_by(AskedOutcome.position)
    ).all()
    if laid_down:
        return [(item, words) for item, words in laid_down]
    return course_outcomes(found.course)


def course_outcomes(course: Course) -> list[tuple[str, str]]:
    """(item id, words) of the outcomes a class of this course would be asked about now."""
    return [
        (outcome_id(course.id, outcome.words), outcome.words)
        for outcome in course.outcomes[:MOST_OUTCOMES]
    ]


def _form(
    found: ScheduledClass, wave: str, enrolment_id: int | None = None, person_id: int | None = None
) -> ClassForm | None:
    if found.state != "open" or wave not in CLASS_WAVES:
        return None
    asked = asked_of_class(found.id, wave)
    items = asked.items(asked_outcomes(found))
    when = window(wave, _meetings(found)) if items else None
    return ClassForm(wave, items, when, asked, person_id, found, enrolment_id)


def in_the_room(found: ScheduledClass) -> list[str]:
    """The forms a class has on paper and by a code: a short one has none half-way."""
    return [w for w in IN_THE_ROOM if w != "mid" or window(w, _meetings(found))]


def _meetings(found: ScheduledClass) -> list[Meeting]:
    return [Meeting(s.starts_at, s.ends_at) for s in found.sessions if not s.called_off]


def _whole() -> tuple[Any, ...]:
    return (
        joinedload(ScheduledClass.course).selectinload(Course.outcomes),
        selectinload(ScheduledClass.sessions),
    )
