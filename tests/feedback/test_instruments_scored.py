"""Scores of instruments in the figures: by the definition's own rules, at the thresholds of every
other figure, in words on the page."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from recoverycollege import clock
from recoverycollege.database import begin_write, db
from recoverycollege.feedback.audits import small, sums
from recoverycollege.feedback.models import Answer, Change, PairCount, TermLevel
from recoverycollege.feedback.queries.coded import answers_about
from recoverycollege.feedback.queries.instruments import definition_of
from recoverycollege.feedback.rules.codes import code_of
from recoverycollege.feedback.rules.columns import Row, Table
from recoverycollege.feedback.rules.instruments.definition import Change as Published
from recoverycollege.feedback.rules.instruments.given import (
    scores_given,
    step_of,
    stored,
    unstored,
)
from recoverycollege.feedback.rules.instruments.sheets import scored
from recoverycollege.feedback.rules.matching import match
from recoverycollege.feedback.rules.statistics import compare
from recoverycollege.feedback.services.levels import term_levels, write_levels
from recoverycollege.feedback.services.reporting import Closing, report_pools
from recoverycollege.worker import run_once
from tests.feedback.answers import answer, key, pair
from tests.feedback.instruments import definition, enter_texts

PERCENT = "who-5@1.1/percent"
WHO = [f"who-5@1.1:who{n}" for n in range(1, 6)]
GSE = [f"gse@1.1:gse{n}" for n in range(1, 11)]


@pytest.fixture
def group(college):
    return college.scheduled_class(
        sessions=1, starts_in=timedelta(weeks=-4), term_id=college.term().id, capacity=60
    )


def fill(group, code, before, after, items=WHO):
    """What someone answered to each item; None is left out."""
    for item, first, second in zip(items, before, after, strict=True):
        for wave, value in (("before", first), ("after", second)):
            if value is not None:
                row = {"code": code, "item": item, "wave": wave, "class_id": group.id}
                week = date(2026, 2, 9)
                db.session.add(Answer(**row, value=value, form_version=1, week=week))
    db.session.commit()


def people(college, group, count):
    """So many with both forms whole; returns their (before, after)."""
    rows = []
    for n in range(count):
        before = [(n + k) % 5 for k in range(5)]
        after = [min(5, value + (n % 4 == 0) + (k == 2)) for k, value in enumerate(before)]
        fill(group, pair(college, group), before, after)
        rows.append((before, after))
    return rows


def report(app, scope, scope_id, item=PERCENT):
    run_once(app)
    db.session.rollback()
    return db.session.get(Change, (scope, scope_id, item))


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        (dict(zip(WHO, (3, 2, 4, 1, 3), strict=True)), {"raw": 13, "percent": 52}),
        (dict(zip(WHO, (0,) * 5, strict=True)), {"raw": 0, "percent": 0}),
        (dict(zip(WHO, (3, 2, 4, 1, None), strict=True)), {}),  # would rather not say
        (dict(zip(WHO[:4], (3, 2, 4, 1), strict=True)), {}),  # closed half-way
        (dict(zip(WHO, (3, 2, 4, 1, 9), strict=True)), {}),  # no point of it
        ({"who-5@9.1:who1": 1, "hopeful": 3, "nothing@1:x": 2}, {}),
        ({}, {}),
    ],
)
def test_scores_of_a_form(answers, found) -> None:
    names = {f"who-5@1.1/{name}": value for name, value in found.items()}
    assert scores_given(answers, definition_of) == names


def test_the_missing_rule_is_the_definitions() -> None:
    """Seven of ten are enough for this one, and are brought up to ten; six are not."""
    seven = dict(zip(GSE[:7], (1, 2, 3, 4, 1, 2, 3), strict=True))
    assert scores_given(seven, definition_of)["gse@1.1/total"] == pytest.approx(16 / 7 * 10)
    assert scores_given(dict(list(seven.items())[:6]), definition_of) == {}


@pytest.mark.parametrize("value", [0, 52, 16 / 7 * 10, 28.13, 3.285714, 100])
def test_laid_down_in_whole_numbers(value) -> None:
    assert unstored(stored(value)) == pytest.approx(value, abs=1e-6)
    assert stored(value) < 2**31


def test_published_steps() -> None:
    percent, raw = definition("who-5@1").scores[1], definition("who-5@1").scores[0]
    assert (step_of(percent), step_of(raw)) == (10, None)
    kept = Published(2.0, None, "x", True, "")
    by_error = type(percent)(**(vars(percent) | {"change": kept}))
    assert step_of(by_error) == pytest.approx(1.96 * 2**0.5 * 2)
    unsure = Published(2.0, 5, "x", False, "")
    assert step_of(type(percent)(**(vars(percent) | {"change": unsure}))) is None


@pytest.mark.both
def test_the_same_as_evidence_score_and_compare(app, college, group) -> None:
    enter_texts("who-5")
    rows = people(college, group, 32)
    code = code_of(key(), college.enrol(group, state="completed").id)
    answer(group, code, before=1, item=WHO[0])  # and no more
    names = list(definition("who-5@1").item)
    values = []
    for wave in (0, 1):
        cells = [Row(n, tuple(map(str, row[wave]))) for n, row in enumerate(rows, 2)]
        sheets = scored(definition("who-5@1"), table(names, cells))
        values.append([sheet.scores["percent"].value for sheet in sheets])
    row, expected = report(app, "class", group.id), compare(*values)
    assert (row.n, row.up, row.same, row.down) == (32, expected.up, expected.same, expected.down)
    assert row.difference == pytest.approx(expected.diff)
    assert (row.low, row.high) == pytest.approx(expected.ci)
    assert row.effect == pytest.approx(expected.g_av)
    better = sum(after - before >= 10 for before, after in zip(*values, strict=True))
    assert (row.better, row.worse) == (better, 0) and better
    assert row.words == "WHO-5 Well-Being Index: Well-being, 0 to 100"
    for scope in (("course", group.course_id), ("term", group.term_id), ("college", 0)):
        pooled = db.session.get(Change, (*scope, PERCENT))
        assert pooled.difference == pytest.approx(expected.diff)
        assert (pooled.better, pooled.worse) == (better, 0)
    laid = set(db.session.scalars(select(PairCount.item).where(PairCount.item.contains("@"))))
    assert laid == {PERCENT, "who-5@1.1/raw"}, "no single answer of an instrument is counted"
    assert small() == [] and sums() == []


def table(names, rows) -> Table:
    return Table(tuple(names), tuple(rows))


@pytest.mark.parametrize(
    ("count", "there", "effect", "steps"),
    [(7, 0, 0, 0), (8, 1, 0, 0), (20, 1, 1, 0), (29, 1, 1, 0), (30, 1, 1, 1)],
)
def test_thresholds(app, college, group, count, there, effect, steps) -> None:
    enter_texts("who-5")
    people(college, group, count)
    fill(group, pair(college, group), (1, 2, 3, 4, None), (1, 2, 3, 4, 5))  # makes no pair
    Closing(clock.now(), key()).close([group.id])
    report_pools(clock.now())
    db.session.commit()
    row = db.session.get(Change, ("class", group.id, PERCENT))
    assert [row is not None, bool(row and row.effect), bool(row and row.better is not None)] == [
        bool(there),
        bool(effect),
        bool(steps),
    ]


def test_other_texts_are_never_paired(college, group) -> None:
    """Before in the old words, after in the new ones: no pair."""
    enter_texts("who-5")
    enter_texts("who-5", local=2)
    code = pair(college, group)
    fill(group, code, (1,) * 5, (None,) * 5)
    fill(group, code, (None,) * 5, (2,) * 5, [w.replace("@1.1", "@1.2") for w in WHO])
    assert [
        name for name in match(answers_about([group.id]), definition_of).given if "@" in name
    ] == []


def test_a_late_answer_makes_no_score(college, group) -> None:
    code = pair(college, group)
    fill(group, code, (1,) * 5, (2,) * 4 + (None,))
    answer(group, code, after=5, item=WHO[4], in_time=False)
    assert PERCENT not in match(answers_about([group.id]), definition_of).given


def test_in_words_on_the_page(app, college, client, sign_in_as, group) -> None:
    enter_texts("who-5")
    enter_texts("herth-hope-index")
    people(college, group, 32)
    for code in set(db.session.scalars(select(Answer.code))):
        items = [f"herth-hope-index@1.1:{name}" for name in definition("herth-hope-index@1").item]
        fill(group, code, [1, 2, 3, 4] * 3, [2, 3, 4, 1] * 3, items)
    run_once(app)
    sign_in_as(college.office())
    page = client.get(f"/staff/feedback/class/{group.id}")
    assert len(client.statements) <= 12
    assert "WHO-5 Well-Being Index: Well-being, 0 to 100, from 0 to 100" in page.text
    assert "Who moved by a published step or more" in page.text
    assert "Topp et al. 2015" in page.text
    assert "Herth Hope Index:" in page.text.split("could be checked against its paper.")[1]
    assert "WHO-5 Well-Being Index: The sum" not in page.text
    assert "Words of" not in page.text
    whole = client.get("/staff/feedback/college/0").text
    assert "WHO-5 Well-Being Index: Well-being" in whole
    file = client.get(f"/staff/feedback/class/{group.id}.csv").text
    assert "WHO-5 Well-Being Index: Sum of the answers, from 0 to 25" in file


def test_once_a_term(college) -> None:
    today = clock.now().date()
    days = {"starts_on": today - timedelta(days=100), "ends_on": today - timedelta(days=16)}
    term = college.term("Autumn", **days)
    enter_texts("who-5")
    for n in range(9):
        for item in WHO if n else WHO[:4]:  # the first one stopped half-way
            row = {"code": f"{n:064}", "item": item, "wave": "check_in", "term_id": term.id}
            value, week = n % 6, date(2025, 12, 1)
            db.session.add(Answer(**row, value=value, form_version=1, week=week))
    db.session.commit()
    rows = term_levels(clock.now(), key())
    db.session.rollback()
    begin_write()
    write_levels(rows)
    db.session.commit()
    found = db.session.scalars(select(TermLevel).order_by(TermLevel.item)).all()
    assert [(row.item, row.n) for row in found] == [(PERCENT, 8), ("who-5@1.1/raw", 8)]
    assert found[0].mean == pytest.approx(sum(n % 6 * 20 for n in range(1, 9)) / 8)
    assert found[0].words.startswith("WHO-5")
