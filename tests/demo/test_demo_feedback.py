"""The demonstration's answers: enough to show, plausible, and under the installation's key."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date, timedelta
from statistics import correlation, mean, variance
from zoneinfo import ZoneInfo

import pytest
from flask import current_app
from sqlalchemy import select

from recoverycollege.accounts.models import Contact
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import Base, db
from recoverycollege.demo.load import make
from recoverycollege.demo.loading.world import World
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.feedback.models import (
    Answer,
    AskedOutcome,
    Change,
    FormState,
    FreeText,
    Invitation,
    LinkedPlace,
    Turnout,
)
from recoverycollege.feedback.rules.codes import code_of
from recoverycollege.feedback.rules.instruments.naming import SIGN

TODAY = date(2026, 3, 11)
KEYED = {
    "answer": "code",
    "form_state": "code",
    "free_text": "id",
    "text_theme": "text_id",
    "text_read": "text_id",
    "text_flag": "text_id",
    "quote": "id",
    "quote_yes": "quote_id",
    "future_letter": "sealed",
}


def made(today: date = TODAY, key: str = "a key") -> World:
    return make(World(today, ZoneInfo("Europe/London"), "GB", 1), answer_key=key)


def pairs(world: World) -> dict[tuple[int, str], list[tuple[int, int]]]:
    """(class, item) → (before, after) of everyone who gave both in time."""
    by: dict[tuple[str, str, int], dict[str, int]] = defaultdict(dict)
    for row in world.rows.of(Answer):
        if row["value"] is not None and row["in_time"]:
            by[row["code"], row["item"], row["class_id"]][row["wave"]] = row["value"]
    found = defaultdict(list)
    for (_, item, class_id), given in by.items():
        if {"before", "after"} <= given.keys():
            found[class_id, item].append((given["before"], given["after"]))
    return found


@pytest.mark.parametrize(
    "today", [TODAY, date(2026, 1, 1), date(2026, 8, 15), date(2026, 9, 10), date(2026, 11, 22)]
)
def test_enough_pairs_on_any_day(today) -> None:
    """Also between terms, when only the last one has been answered about."""
    world = made(today)
    course_of = {row["id"]: row["course_id"] for row in world.rows.of(ScheduledClass)}
    of_class: Counter[int] = Counter()
    of_course: Counter[tuple[int, str]] = Counter()
    for (class_id, item), given in pairs(world).items():
        of_class[class_id] = max(of_class[class_id], len(given))
        of_course[course_of[class_id], item] += len(given)
    assert sum(item == "hopeful" and n >= 20 for (_, item), n in of_course.items()) >= 6
    assert sum(n >= 8 for n in of_class.values()) >= 12
    assert sum(n < 8 for n in of_class.values()) >= 12, "others are too small to be shown"
    assert 60 <= len(world.rows.of(FreeText)) <= 120


def test_hope_and_learning_rise_a_little() -> None:
    of_item = defaultdict(list)
    for (_, item), given in pairs(made()).items():
        if SIGN not in item:
            of_item["outcome" if item.startswith("outcome-") else item] += given
    assert set(of_item) == {"outcome", "hopeful", "people_can_recover"}
    for given in of_item.values():
        before, after = zip(*given, strict=True)
        spread = ((variance(before) + variance(after)) / 2) ** 0.5
        assert 0.25 < (mean(after) - mean(before)) / spread < 0.6
        assert 0.5 < correlation(before, after) < 0.75
        assert min(sum(b == a for b, a in given), sum(b > a for b, a in given)) > len(given) / 20


def test_codes_are_of_the_key_and_nothing_else_is() -> None:
    one, other = made(key="a key"), made(key="another key")
    codes = [{row["code"] for row in world.rows.of(Answer)} for world in (one, other)]
    loose = codes[0] & codes[1]
    assert 0 < len(loose) < len(codes[0]) / 10, "those that stand alone are under no key"
    for mapper in Base.registry.mappers:
        models = (one.rows.of(mapper.class_), other.rows.of(mapper.class_))
        left, right = (without_codes(mapper.class_.__tablename__, rows) for rows in models)
        assert left == right, mapper.class_.__name__


def without_codes(table: str, rows: list[dict[str, object]]) -> list[list[str]]:
    return sorted([str(v) for name, v in row.items() if name != KEYED.get(table)] for row in rows)


def test_rows_lie_in_the_order_of_their_codes() -> None:
    world = made()
    for model, names in ((Answer, "code"), (FormState, "code"), (FreeText, "id")):
        codes = [row[names] for row in world.rows.of(model)]
        assert codes == sorted(codes), model.__name__


def test_all_kinds_of_answers(demo) -> None:
    states = Counter(db.session.scalars(select(FormState.state)))
    assert set(states) == {"done", "refused", "untied"}
    assert db.session.scalars(select(LinkedPlace)).all()
    ours = select(Answer.value).where(~Answer.item.contains(SIGN))
    values = Counter(db.session.scalars(ours))
    assert set(values) == {None, 1, 2, 3, 4, 5}
    assert values[None] < values.total() / 25
    assert db.session.scalar(select(Answer).where(Answer.in_time.is_(False)).limit(1))


def test_weeks_are_mondays_and_nobody_answers_tomorrow(demo) -> None:
    """The week is that of the session, so the form before a class may bear one to come."""
    for wave, week in set(db.session.execute(select(Answer.wave, Answer.week)).all()):
        assert week.weekday() == 0
        assert week <= demo.today or wave == "before"
    late = db.session.scalars(select(Invitation.invited_at)).all()
    assert max(late) <= demo.moment + timedelta(days=1)


def test_questions_are_laid_down_where_someone_answered(demo) -> None:
    asked = set(db.session.execute(select(AskedOutcome.class_id, AskedOutcome.item)))
    answered = select(Answer.class_id, Answer.item).where(Answer.item.startswith("outcome-"))
    assert set(db.session.execute(answered)) <= asked
    assert len(set(db.session.scalars(select(FreeText.words)))) >= 60


def test_figures_are_left_to_the_worker(demo) -> None:
    assert not db.session.scalars(select(Change).limit(1)).all()
    assert not db.session.scalars(select(Turnout).limit(1)).all()
    look = "import sys, recoverycollege.demo.load; sys.exit('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", look], check=False).returncode == 0  # noqa: S603


def test_the_student_to_sign_in_as_has_answers(demo) -> None:
    key = current_app.extensions["settings"].answer_key
    mine = db.session.scalars(
        select(Enrolment.id)
        .join(Contact, Contact.person_id == Enrolment.person_id)
        .where(Contact.value == "student@demo.example", Enrolment.state == "completed")
    ).all()
    given = select(Answer.code, Answer.wave).where(Answer.code.in_([code_of(key, e) for e in mine]))
    assert len(set(db.session.execute(given))) >= 3
