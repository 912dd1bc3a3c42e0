"""Answering: each press is saved, under a code that leads to nobody without the key."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, exists, select

from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.services.filling import lock
from recoverycollege.feedback.models import Answer, AskedOutcome, FormState, FreeText
from recoverycollege.feedback.queries.forms import Form, course_outcomes
from recoverycollege.feedback.rules.items import MOST_WORDS, SCALE, VERSION, WORDS
from recoverycollege.feedback.rules.windows import week_of
from recoverycollege.feedback.services.quoting import take_back_of
from recoverycollege.feedback.services.reading import forget_reading, read_again
from recoverycollege.feedback.services.theming import forget_themes
from recoverycollege.refusals import N_, Refused

CLOSED = N_("This form is closed now. Thank you for thinking of it.")
EARLY = N_("This form is not open yet. It opens with the last session.")


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
    known = {item.id for item in form.items}
    in_time = now < window.pair_until
    # The first answer after the class makes the pair; a late one does not take its place.
    known -= set() if in_time else answered_in_time(code, form.wave)
    values = {i: v for i, v in values.items() if i in known and (v is None or v in SCALE)}
    if not values:
        return
    lay_down(form.found)
    row = {"code": code, "wave": form.wave, "class_id": form.found.id, "form_version": VERSION}
    row |= {"week": week_of(window.about, zone), "in_time": in_time}
    for item, value in values.items():
        db.session.merge(Answer(item=item, value=value, **row))
    db.session.flush()


def save_words(
    form: Form, text_id: str, words: str, now: datetime, *, on_paper: bool = False
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


def refuse(code: str) -> None:
    """No more questions: notes it for every form of the class that is not finished."""
    for wave in ("before", "after"):
        row = db.session.get(FormState, (code, wave))
        if row is None:
            db.session.add(FormState(code=code, wave=wave, state="refused"))
    db.session.flush()


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


def lay_down(found: ScheduledClass) -> None:
    """Lays down what a class is asked about its course, once: under the class lock."""
    there = exists().where(AskedOutcome.class_id == found.id)
    outcomes = course_outcomes(found.course)
    if not outcomes or db.session.scalar(select(there)):
        return
    lock(found.id)
    if db.session.scalar(select(there)):
        return
    for position, (item, words) in enumerate(outcomes):
        row = AskedOutcome(class_id=found.id, position=position, item=item, words=words)
        db.session.add(row)
    db.session.flush()
