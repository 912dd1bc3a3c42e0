"""My hope: one's own answers over time."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.feedback.models import (
    Answer,
    FormLine,
    FormState,
    FreeText,
    LineWords,
    LinkedPlace,
    QuestionForm,
)
from recoverycollege.feedback.models.waves import WAVE_OF
from recoverycollege.feedback.rules.codes import term_code
from tests.feedback.answers import key
from tests.feedback.conftest import code_for, link_of
from tests.feedback.test_form import tap

PAGE = "/my-learning/hope"


def left():
    return [
        db.session.scalar(select(func.count()).select_from(m))
        for m in (Answer, FormState, FreeText, LinkedPlace)
    ]


@pytest.fixture
def student(client, college, coming, over, sign_in_as):
    """Someone who answered before one class and after another, and another student who did."""
    someone = college.person("Sam Field")
    for person in (someone, college.person()):
        before, after = college.enrol(coming, person), college.enrol(over, person)
        page = client.get(link_of(before))
        for value in ("2", "3", "4", "5"):
            page = tap(client, page, value)
        page = client.get(link_of(after, "after"))
        while 'name="answer" value="5"' in page.text:
            page = tap(client, page, "5")
        client.submit(f"{link_of(after, 'after')}/words", words="=We laughed", page="")
    sign_in_as(person)
    client.submit(f"{link_of(before)}/whose", whose="linked")
    sign_in_as(someone)
    return someone


def test_nothing_yet(client, college, sign_in_as):
    sign_in_as(college.person())
    assert "Nothing here yet" in client.get(PAGE).text


def test_in_words_drawing_and_table(client, student):
    page = client.get(PAGE).text
    assert "I feel hopeful about my future." in page
    assert "Living with voices (Before)" in page
    assert "you said: Quite a lot" in page or "Quite a lot" in page
    assert "We laughed" in page
    assert "<svg" in page
    assert len(client.statements) <= 8


def test_only_ones_own(client, college, student, sign_in_as):
    sign_in_as(college.person())
    page = client.get(PAGE).text
    assert "hopeful" not in page
    assert client.get(f"{PAGE}/download").text.count("\n") == 1


def test_not_without_signing_in(client):
    assert client.get(PAGE).status_code == 303


def test_download(client, student):
    answer = client.get(f"{PAGE}/download")
    assert answer.mimetype == "text/csv"
    assert "no-store" in answer.headers["Cache-Control"]
    rows = list(csv.reader(io.StringIO(answer.text.lstrip("\ufeff"))))
    assert rows[0] == ["Week of", "Course", "When", "Question", "My answer"]
    assert ["2026-03-16", "Living with voices", "Before"] in [row[:3] for row in rows]
    assert rows[-1][-1] == "'=We laughed"  # no spreadsheet takes it for a formula


def test_delete_all(client, student):
    before = left()
    assert client.get(f"{PAGE}/delete").status_code == 200
    assert client.press(f"{PAGE}/delete", page=f"{PAGE}/delete").status_code == 303
    db.session.rollback()
    after = left()
    assert 0 < after[0] < before[0]
    assert "Nothing here yet" in client.get(PAGE).text
    assert client.get(f"{PAGE}/delete?place=99999").status_code == 404
    assert client.press(f"{PAGE}/delete", place="abc").status_code == 404
    assert after[3] == before[3]  # the other's link is theirs
    assert "Nothing here yet" in client.get(PAGE).text


def test_delete_one_class(client, student):
    page = client.get(PAGE).text
    assert "Delete my answers about Living with voices" in page
    places = sorted(int(part.split('"')[0]) for part in page.split("delete?place=")[1:])
    client.press(f"{PAGE}/delete", page=f"{PAGE}/delete?place={places[0]}", place=str(places[0]))
    assert "What you wrote" in client.get(PAGE).text
    assert "(Before)" not in client.get(PAGE).text


def test_it_is_among_what_is_held_about_me(client, student):
    found = json.loads(client.get("/account/data/export").text)
    assert {row["form"] for row in found["answers"]} == {"before", "after"}
    assert "=We laughed" in [row.get("words") for row in found["answers"]]


def test_erasing_takes_the_answers_along(client, college, student, coming):
    [linked] = db.session.scalars(select(LinkedPlace))
    other = code_for(db.session.get_one(Enrolment, linked.enrolment_id))
    client.press("/account/data/erase", page="/account/data/erase")
    db.session.rollback()
    assert set(db.session.scalars(select(Answer.code))) >= {other}
    codes = set(db.session.scalars(select(Answer.code)))
    mine = db.session.scalars(select(Enrolment).where(Enrolment.person_id == student.id))
    assert not codes & {code_for(place) for place in mine}


WAVES = {
    "before": "Before",
    "mid": "Half-way",
    "after": "After",
    "later": "Twelve weeks later",
    "left": "After leaving early",
}


def test_every_form_is_on_the_line(client, college, over, sign_in_as):
    """One question, asked half-way and weeks later too, once a term, and the college's own."""
    someone, term = college.person(), college.term()
    own = "question-" + "a" * 24
    form = QuestionForm(audience="student", wave="mid", version=9, title="", state="out")
    said = [LineWords(language="en", position=0, words="I slept well.")]
    form.lines = [FormLine(position=0, kind="question", item=own, said=said)]
    db.session.add(form)
    of_class = {"code": code_for(college.enrol(over, someone)), "class_id": over.id}
    for weeks, wave in enumerate(WAVES):
        when = {"wave": wave, "week": date(2026, 1, 5) + timedelta(weeks=weeks), "form_version": 1}
        for item in ("hopeful", own):
            db.session.add(Answer(item=item, value=1 + weeks, **of_class, **when))
    for whom, wave in WAVE_OF.items():
        code = term_code(key(), someone.id, term.id, whom)
        when = {"wave": wave, "week": date(2026, 3, 2), "form_version": 1, "term_id": term.id}
        db.session.add(Answer(item="hopeful", code=code, value=5, **when))
    db.session.commit()
    sign_in_as(someone)
    page = client.get(PAGE).text
    for words in WAVES.values():
        assert page.count(f">Living with voices ({words})</td>") == 2
    for words in ("Hope check-in", "Teaching here", "At work"):
        assert f"{term.name} ({words})" in page
    assert "I slept well." in page
    assert page.count("line-drawing") == 2
    assert len(client.statements) <= 9
    rows = list(csv.reader(io.StringIO(client.get(f"{PAGE}/download").text)))
    assert len(rows) == 1 + 2 * len(WAVES) + len(WAVE_OF)
    client.press(f"{PAGE}/delete", page=f"{PAGE}/delete")
    db.session.rollback()
    assert db.session.scalars(select(Answer)).all() == []
