"""The forms as the office builds them: all versions, who may approve one, what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, exists, or_, select

from recoverycollege.accounts.models import Person
from recoverycollege.accounts.queries import names_of
from recoverycollege.classes.models import CoTeacher, TeamMember
from recoverycollege.database import db
from recoverycollege.feedback.models import AskedForm, AskedTermForm, QuestionForm
from recoverycollege.feedback.models.waves import AUDIENCES, WAVES


@dataclass(frozen=True)
class Reader:
    """Someone who can be asked to approve a form."""

    person_id: int
    name: str


@dataclass(frozen=True)
class Built:
    """One form with what the office sees beside it. `asked_of`, `approved_by`: names."""

    form: QuestionForm
    answered: bool
    asked_of: str
    approved_by: str


def all_forms() -> Sequence[QuestionForm]:
    """Every version, in the order in which students meet them, the newest of each first."""
    found = db.session.scalars(select(QuestionForm).order_by(QuestionForm.id)).all()
    return sorted(
        found,
        key=lambda form: (AUDIENCES.index(form.audience), WAVES.index(form.wave), -form.version),
    )


def built(form_id: int) -> Built | None:
    """One form, in four statements."""
    form = db.session.get(QuestionForm, form_id)
    if form is None:
        return None
    wanted = {form.asked_of_id or 0, form.approved_by_id or 0}
    names = names_of(wanted)
    approved_by = form.approved_name or names.get(form.approved_by_id or 0, "")
    return Built(form, is_answered(form_id), names.get(form.asked_of_id or 0, ""), approved_by)


def is_answered(form_id: int) -> bool:
    """Whether anybody answered it: then it stays as it is."""
    laid = [exists().where(model.form_id == form_id) for model in (AskedForm, AskedTermForm)]
    return bool(db.session.scalar(select(or_(*laid))))


def may_be_asked() -> list[Reader]:
    """Those who teach here as peers, and so said that they have lived experience."""
    taught = exists().where(TeamMember.person_id == Person.id, TeamMember.perspective == "peer")
    noted = exists().where(CoTeacher.person_id == Person.id, CoTeacher.peer)
    rows = db.session.execute(
        select(Person.id, Person.name)
        .where(or_(taught, noted), Person.erased_at.is_(None), Person.letters_stopped_at.is_(None))
        .order_by(Person.folded_name, Person.id)
    )
    return [Reader(*row) for row in rows]


def waiting_to_be_read(person_id: int) -> Sequence[Row[int, str, datetime | None]]:
    """(id, wave, asked when) of the forms that wait for someone's yes."""
    return db.session.execute(
        select(QuestionForm.id, QuestionForm.wave, QuestionForm.asked_at)
        .where(QuestionForm.asked_of_id == person_id, QuestionForm.state == "asked")
        .order_by(QuestionForm.asked_at)
    ).all()


def asked_to_read(person_id: int, form_id: int) -> QuestionForm | None:
    """A form that waits for someone's yes. For everyone else there is none."""
    return db.session.scalar(
        select(QuestionForm).where(
            QuestionForm.id == form_id,
            QuestionForm.asked_of_id == person_id,
            QuestionForm.state == "asked",
        )
    )
