"""Typing in sheets of paper: kept under the mark's code, nothing overwritten, nothing lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from recoverycollege.database import db
from recoverycollege.feedback.models import Answer, FormState, FreeText
from recoverycollege.feedback.rules.codes import sheet_of, text_id
from recoverycollege.feedback.services.choosing import choose
from tests.feedback.conftest import code_for

KEYS = {f"question_{n}": key for n, key in enumerate("5432-")}


@pytest.fixture
def place(college, over):
    return college.enrol(over, college.person("Ada Field"), state="completed")


@pytest.fixture
def office(college, sign_in_as):
    return sign_in_as(college.office())


def address(group, wave="after") -> str:
    return f"/staff/feedback/entry/{group.id}/{wave}"


def mark(keys, place, wave="after") -> str:
    return sheet_of(keys.answer_key, place.id, wave)


def count(model) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


@pytest.mark.both
def test_a_sheet_with_its_mark(office, keys, over, place) -> None:
    typed = f" {mark(keys, place).lower()} "
    saved = office.submit(address(over), KEYS, mark=typed, words="Good tea.")
    assert saved.status_code == 303
    page = office.get(saved.location).text
    assert "Saved. Next sheet." in page
    assert "autofocus" in page
    rows = db.session.scalars(select(Answer)).all()
    assert {row.code for row in rows} == {code_for(place)}
    assert [row.value for row in rows].count(None) == 1, "a dash: would rather not say"
    assert len(rows) == 5, "one was skipped"
    assert all(row.in_time for row in rows)
    assert db.session.get(FormState, (code_for(place), "after")).state == "done"
    words = db.session.scalars(select(FreeText)).one()
    assert words.id == text_id(keys.answer_key, place.id, "after-anything")
    assert words.words == "Good tea."


def test_a_sheet_without_a_mark_stands_alone(office, over, place) -> None:
    office.submit(address(over), KEYS, mark="", words="Good tea.")
    office.submit(address(over), KEYS, mark="")
    codes = set(db.session.scalars(select(Answer.code)))
    assert len(codes) == 2
    assert code_for(place) not in codes
    assert count(FreeText) == 1


def test_typed_late_filled_in_on_time(college, sign_in_as, keys, time, over, place) -> None:
    time.move(days=40)
    office = sign_in_as(college.office())
    assert office.submit(address(over), KEYS, mark=mark(keys, place)).status_code == 303
    rows = db.session.scalars(select(Answer)).all()
    assert all(row.in_time for row in rows)
    assert all(row.week <= (time.now - timedelta(days=19)).date() for row in rows)
    before = office.submit(address(over, "before"), KEYS, mark=mark(keys, place, "before"))
    assert before.status_code == 303
    assert set(db.session.scalars(select(Answer.wave))) == {"before", "after"}


def test_not_before_the_form_opens(office, coming) -> None:
    refused = office.submit(address(coming), KEYS, mark="")
    assert refused.status_code == 422
    assert count(Answer) == 0


@pytest.mark.parametrize(
    ("typed", "says"),
    [("ABCDEF", "No sheet of this class has this mark"), ("before", "another form")],
)
def test_a_wrong_mark_is_said_beside_the_field(office, keys, over, place, typed, says) -> None:
    typed = mark(keys, place, "before") if typed == "before" else typed
    page = office.submit(address(over), KEYS, mark=typed, words="Good tea.")
    assert page.status_code == 422
    assert 'id="mark-error"' in page.text
    assert says in page.text
    for kept in (typed, "Good tea.", 'value="5"', 'value="-"'):
        assert kept in page.text
    assert count(Answer) == 0


def test_nothing_is_overwritten(office, keys, over, place) -> None:
    office.submit(address(over), KEYS, mark=mark(keys, place))
    again = office.submit(address(over), {"question_0": "1"}, mark=mark(keys, place))
    assert again.status_code == 422
    assert "Nothing more is needed for this mark" in again.text
    assert 1 not in set(db.session.scalars(select(Answer.value)))


def test_who_stands_alone_stays_alone(office, keys, over, place) -> None:
    choose(keys.answer_key, place.id, "untied", "before")
    db.session.commit()
    page = office.submit(address(over), KEYS, mark=mark(keys, place))
    assert page.status_code == 422
    assert "Nothing more is needed for this mark" in page.text
    assert count(Answer) == 0


@pytest.mark.parametrize("typed", ["6", "0", "x", "55"])
def test_other_keys_are_asked_about(office, over, typed) -> None:
    page = office.submit(address(over), {"question_1": typed}, mark="")
    assert page.status_code == 422
    assert 'id="question_1-error"' in page.text
    assert count(Answer) == 0


@pytest.mark.parametrize("wave", ["before", "after"])
def test_an_empty_sheet_needs_no_typing(office, over, wave) -> None:
    page = office.submit(address(over, wave), mark="")
    assert page.status_code == 422
    assert "Nothing is typed yet" in page.text
    assert count(FormState) == 0


def test_the_before_form_has_four_questions_and_no_box(office, coming) -> None:
    page = office.get(address(coming, "before")).text
    assert "question_3" in page
    assert "question_4" not in page
    assert "<textarea" not in page
    assert office.submit(address(coming, "before"), {"question_0": "3"}).status_code == 303


def test_only_the_office_types(sign_in_as, coming) -> None:
    assert sign_in_as(coming.team[0].person).get(address(coming)).status_code == 403
