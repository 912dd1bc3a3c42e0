"""Approving a form: someone with lived experience reads exactly what students will read, and says
yes or no. Only then it may be used."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from recoverycollege.database import db
from recoverycollege.feedback.models import QuestionForm
from recoverycollege.feedback.queries.built import may_be_asked
from recoverycollege.feedback.rules import approving as rules
from recoverycollege.feedback.services.building import note
from recoverycollege.refusals import N_, Refused

NOT_THEM = N_("Choose someone who teaches here with lived experience.")


def ask(form: QuestionForm, person_id: int, *, by_id: int, now: datetime) -> None:
    """Asks a co-teacher who teaches as a peer to read the form. Raises `Refused`."""
    _lock(form)
    rules.check_may_ask(form.state, len(form.lines))
    if person_id not in {one.person_id for one in may_be_asked()}:
        raise Refused(NOT_THEM)
    _clear(form)
    form.state, form.asked_of_id, form.asked_at = "asked", person_id, now
    note("form.asked", form, by_id)


def answer(form: QuestionForm, person_id: int, *, yes: bool, now: datetime) -> None:
    """What the one who was asked says. No: it is a draft again. Raises `Refused`."""
    _lock(form)
    rules.check_may_answer(form.state, form.asked_of_id, person_id)
    _clear(form)
    if yes:
        form.state, form.approved_at, form.approved_by_id = "approved", now, person_id
    note("form.approved" if yes else "form.not_approved", form, person_id)


def approve_for(form: QuestionForm, name: str, *, by_id: int, now: datetime) -> QuestionForm:
    """The office records that someone they name, who says they have lived experience, read the
    form and approved it. Raises `Refused`."""
    _lock(form)
    rules.check_may_ask(form.state, len(form.lines))
    _clear(form)
    form.state, form.approved_at, form.approved_name = "approved", now, name
    form.recorded_by_id = by_id
    note("form.approval_recorded", form, by_id)
    return form


def put_in_use(form: QuestionForm, *, by_id: int) -> None:
    """In the place of the version that was in use so far. Classes that began to answer that one
    go on with it. Raises `Refused`."""
    before = db.session.scalars(
        select(QuestionForm)
        .where(QuestionForm.audience == form.audience, QuestionForm.wave == form.wave)
        .order_by(QuestionForm.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    approved = form.shipped or form.approved_at is not None
    rules.check_may_use(form.state, approved=approved)
    for other in before:
        if other.state == "in_use":
            other.state = "out"
            db.session.flush()  # before the next one: there is one at a time
    form.state = "in_use"
    db.session.flush()
    note("form.in_use", form, by_id)


def take_out(form: QuestionForm, *, by_id: int) -> None:
    """Nobody new is asked. Raises `Refused`."""
    _lock(form)
    rules.check_may_rest(form.state)
    form.state = "out"
    note("form.out", form, by_id)


def _lock(form: QuestionForm) -> None:
    db.session.execute(select(QuestionForm.id).where(QuestionForm.id == form.id).with_for_update())
    db.session.refresh(form)


def _clear(form: QuestionForm) -> None:
    form.state, form.asked_of_id, form.asked_at = "draft", None, None
    form.approved_at, form.approved_by_id, form.approved_name = None, None, ""
    form.recorded_by_id = None
