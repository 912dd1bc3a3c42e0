"""Answering: each press is saved, under a code that leads to nobody without the key."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, exists, insert, select

from recoverycollege.accounts.models import Person
from recoverycollege.catalogue.models import Term
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.services.filling import lock
from recoverycollege.feedback.models import (
    Answer,
    AskedForm,
    AskedOutcome,
    AskedTermForm,
    FormState,
    FreeText,
)
from recoverycollege.feedback.models.waves import CLASS_WAVES
from recoverycollege.feedback.queries.forms import ClassForm, Form, course_outcomes
from recoverycollege.feedback.queries.termly import TermForm
from recoverycollege.feedback.rules.items import MOST_WORDS, VERSION, WORDS
from recoverycollege.feedback.rules.windows import week_of
from recoverycollege.feedback.services.quoting import take_back_of
from recoverycollege.feedback.services.reading import forget_reading, read_again
from recoverycollege.feedback.services.theming import forget_themes
from recoverycollege.refusals import N_, Refused

CLOSED = N_("This form is closed now. Thank you for thinking of it.")
EARLY = N_("This form is not open yet. You are early.")


def save(
    form: Form,
    code: str,
    values: dict[str, int | None],
    *,
    now: datetime,
    zone: ZoneInfo,
    on_paper: bool = False,
) -> None:
    """Saves answers: item id → 1 to 5, or None for "I would rather not say". An earlier answer of
    the same form is replaced. Items the form does not have are left alone. Raises `Refused` when
    the form is closed; what came `on_paper` may be typed later."""
    now = filled_in_at(form, now, on_paper=on_paper)
    window = form.window
    if window is None:
        return
    points = {item.id: item.points for item in form.items}
    in_time = now < window.pair_until
    # The first answer after the class makes the pair; a late one does not take its place.
    known = points.keys() - (set() if in_time else answered_in_time(code, form.wave))
    values = {i: v for i, v in values.items() if i in known and (v is None or v in points[i])}
    if not values:
        return
    row = {"code": code, "wave": form.wave, "form_version": VERSION} | lay_down(form)
    row |= {"week": week_of(window.about, zone), "in_time": in_time}
    for item, value in values.items():
        db.session.merge(Answer(item=item, value=value, **row))
    db.session.flush()


def save_words(
    form: ClassForm, text_id: str, words: str, now: datetime, *, on_paper: bool = False
) -> None:
    """Saves what was written in the box; nothing written forgets it. Raises `Refused`."""
    filled_in_at(form, now, on_paper=on_paper)
    db.session.execute(delete(FreeText).where(FreeText.id == text_id))
    forget_themes([text_id])
    read_again(text_id)
    words = words.strip()[:MOST_WORDS]
    if words:
        db.session.add(
            FreeText(id=text_id, class_id=form.found.id, item=f"{form.wave}-{WORDS}", words=words)
        )
    db.session.flush()


def answered_in_time(code: str, wave: str) -> set[str]:
    query = select(Answer.item).where(Answer.code == code, Answer.wave == wave, Answer.in_time)
    return set(db.session.scalars(query))


def finish(code: str, wave: str, state: str) -> None:
    """Notes under its code that a form is `done`, `refused` or `untied`. Untied it stays: nobody
    knows any more what was answered."""
    row = db.session.get(FormState, (code, wave))
    if row is None:
        db.session.add(FormState(code=code, wave=wave, state=state))
    elif row.state != "untied":
        row.state = state
    db.session.flush()


def refuse(codes: Collection[str], waves: Collection[str] = CLASS_WAVES) -> None:
    """No more questions: notes it for every form under these codes that is not finished."""
    there = select(FormState.code, FormState.wave).where(FormState.code.in_(codes))
    known = {(code, wave) for code, wave in db.session.execute(there)}
    new = [(code, wave) for code in codes for wave in waves if (code, wave) not in known]
    if new:
        rows = [{"code": code, "wave": wave, "state": "refused"} for code, wave in new]
        db.session.execute(insert(FormState), rows)


def forget(key: str, codes: Iterable[str], text_ids: Iterable[str], now: datetime) -> None:
    """Deletes what lies under these codes and ids, quotes included. Figures already made of it
    stay."""
    codes, text_ids = list(codes), list(text_ids)
    # In the order in which the worker locks these tables (`mixing`).
    db.session.execute(delete(Answer).where(Answer.code.in_(codes)))
    db.session.execute(delete(FreeText).where(FreeText.id.in_(text_ids)))
    db.session.execute(delete(FormState).where(FormState.code.in_(codes)))
    take_back_of(key, text_ids)
    forget_themes(text_ids)
    forget_reading(text_ids, now)


def check_open(form: Form, now: datetime) -> None:
    if form.window is not None and now < form.window.opens_at:
        raise Refused(EARLY)
    if form.window is None or not form.window.is_open(now):
        raise Refused(CLOSED)


def filled_in_at(form: Form, now: datetime, *, on_paper: bool) -> datetime:
    """When a form was filled in: now, or, on paper, while it was open at the latest. Raises
    `Refused`."""
    if on_paper and form.window is not None and now >= form.window.pair_until:
        return form.window.pair_until - timedelta(seconds=1)
    check_open(form, now)
    return now


def lay_down(form: Form) -> dict[str, int | None]:
    """Lays down, once, which form a class or a term is asked, and what a class is asked about its
    course. Returns what its answers are about, by column."""
    if isinstance(form, TermForm):
        _lay_down_in_term(form)
        return {"term_id": form.term.id}
    assert isinstance(form, ClassForm)  # noqa: S101 - there is no third kind
    key = {"class_id": form.found.id, "wave": form.wave}
    if db.session.get(AskedForm, key) is None:
        lock(form.found.id)
        if db.session.get(AskedForm, key) is None:
            db.session.add(AskedForm(form_id=form.asked.form_id, **key))
            _lay_down_outcomes(form.found)
    return {"class_id": form.found.id}


def lock_person(person_id: int) -> None:
    """So that two presses of one person, on what is asked once a term, follow each other."""
    db.session.execute(select(Person.id).where(Person.id == person_id).with_for_update())


def _lay_down_in_term(form: TermForm) -> None:
    key = {"term_id": form.term.id, "audience": form.audience}
    if db.session.get(AskedTermForm, key) is not None:
        return
    db.session.execute(select(Term.id).where(Term.id == form.term.id).with_for_update())
    if db.session.get(AskedTermForm, key) is None:
        db.session.add(AskedTermForm(form_id=form.asked.form_id, **key))
        db.session.flush()


def _lay_down_outcomes(found: ScheduledClass) -> None:
    there = exists().where(AskedOutcome.class_id == found.id)
    outcomes = course_outcomes(found.course)
    if not outcomes or db.session.scalar(select(there)):
        return
    for position, (item, words) in enumerate(outcomes):
        row = AskedOutcome(class_id=found.id, position=position, item=item, words=words)
        db.session.add(row)
    db.session.flush()
