"""Where people stood in a term, of forms that have no before and after: in the whole college, and
nowhere narrower. Only the worker comes here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from recoverycollege.catalogue.models import Term
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.feedback.models import Answer, TermLevel
from recoverycollege.feedback.models.waves import WAVE_OF
from recoverycollege.feedback.queries.asked import own_words
from recoverycollege.feedback.queries.instruments import definition_of, score_called
from recoverycollege.feedback.queries.local_texts import score_words
from recoverycollege.feedback.queries.pairs import OF_INSTRUMENT
from recoverycollege.feedback.rules.codes import code_of
from recoverycollege.feedback.rules.instruments.given import scores_given
from recoverycollege.feedback.rules.instruments.naming import SIGN
from recoverycollege.feedback.rules.privacy import THRESHOLD, may_show
from recoverycollege.feedback.rules.windows import term_is_closed

OF_CLASSES = ("mid", "left", "later")
BACK = timedelta(days=500)  # older terms have had their time
Given = Mapping[str, Sequence[float]]  # item → one value of each person


def term_levels(now: datetime, key: str) -> list[TermLevel]:
    """The rows of terms that are closed and have none yet, not yet added. Reads only."""
    rows = db.session.execute(select(TermLevel.term_id, TermLevel.wave)).all()
    made = {(term_id, wave) for term_id, wave in rows}
    words, found = own_words() | score_words(), list[TermLevel]()
    since = (now - BACK).date()
    for term in db.session.scalars(select(Term).where(Term.ends_on >= since)):
        for wave in (*OF_CLASSES, *WAVE_OF.values()):
            if term_is_closed(wave, term.ends_on, now.date()) and (term.id, wave) not in made:
                of_class = wave in OF_CLASSES
                given = _of_classes(term.id, wave, key) if of_class else _of_term(term.id, wave)
                found += _rows(term.id, wave, given, words, now)
    return found


def write_levels(rows: Iterable[TermLevel]) -> int:
    """Lays them down, once: what another worker has written meanwhile stays."""
    done = 0
    for row in rows:
        if db.session.get(TermLevel, (row.term_id, row.wave, row.item)) is None:
            db.session.add(row)
            done += 1
    db.session.flush()
    return done


def _rows(
    term_id: int, wave: str, given: Given, words: Mapping[str, str], now: datetime
) -> Iterator[TermLevel]:
    for item, values in sorted(given.items()):
        if may_show(len(values)) and len(values) >= minimum_of(item):
            row = TermLevel(term_id=term_id, wave=wave, item=item, made_on=now.date())
            row.words, row.n = words.get(item, ""), len(values)
            row.mean = sum(values) / len(values)
            yield row


def _of_term(term_id: int, wave: str) -> Given:
    """Of what is asked once a term: a code is a person."""
    rows = db.session.execute(
        select(Answer.item, Answer.value, func.count())
        .where(Answer.term_id == term_id, Answer.wave == wave, Answer.value.is_not(None))
        .where(Answer.item.not_like(OF_INSTRUMENT))
        .group_by(Answer.item, Answer.value)
    )
    found: dict[str, list[float]] = {}
    for item, value, people in rows:
        found.setdefault(item, []).extend([value or 0] * people)
    of_instruments = db.session.execute(
        select(Answer.code, Answer.item, Answer.value)
        .where(Answer.term_id == term_id, Answer.wave == wave)
        .where(Answer.item.like(OF_INSTRUMENT))
    )
    for answers in _by_code(of_instruments).values():
        for name, score in scores_given(answers, definition_of).items():
            found.setdefault(name, []).append(score)
    return found


def _of_classes(term_id: int, wave: str, key: str) -> Given:
    """Of what is asked about a class: of someone who took two, the first one they joined counts.
    Answers that stand alone are nobody's, and do not count."""
    rows = db.session.execute(
        select(Answer.code, Answer.item, Answer.value)
        .join(ScheduledClass, ScheduledClass.id == Answer.class_id)
        .where(ScheduledClass.term_id == term_id, Answer.wave == wave)
        .where(Answer.value.is_not(None))
    ).all()
    if not may_show(len(rows)):
        return {}
    answered = _by_code(rows)
    of_person: dict[str, dict[int, float]] = {}
    for enrolment_id, person_id in _places(term_id):
        answers = answered.get(code_of(key, enrolment_id), {})
        plain = {item: value or 0 for item, value in answers.items() if SIGN not in item}
        for item, number in (plain | scores_given(answers, definition_of)).items():
            of_person.setdefault(item, {}).setdefault(person_id, number)
    return {item: list(values.values()) for item, values in of_person.items()}


def minimum_of(item: str) -> int:
    """Of how many people a mean is shown at least."""
    known = score_called(item)
    return known[0].display_minimum if known else THRESHOLD


def _by_code(rows: Iterable[Any]) -> dict[str, dict[str, int | None]]:
    found: dict[str, dict[str, int | None]] = {}
    for code, item, value in rows:
        found.setdefault(code, {})[item] = value
    return found


def _places(term_id: int) -> Sequence[tuple[int, int]]:
    rows = db.session.execute(
        select(Enrolment.id, Enrolment.person_id)
        .join(ScheduledClass, ScheduledClass.id == Enrolment.class_id)
        .where(ScheduledClass.term_id == term_id, Enrolment.companion.is_(False))
        .order_by(Enrolment.id)
    )
    return [(enrolment_id, person_id) for enrolment_id, person_id in rows]
