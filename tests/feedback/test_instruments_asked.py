"""An instrument on a form: asked in its order on its own scale, in both ways of filling in, on
paper and typed in; only while it is in use, and always in the words that were answered."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from recoverycollege.database import db
from recoverycollege.feedback.audits import answers as audit_answers
from recoverycollege.feedback.models import Answer, InstrumentText, QuestionForm
from recoverycollege.feedback.rules.codes import sheet_of
from tests.feedback.conftest import code_for, link_of
from tests.feedback.instruments import enter_texts, ref
from tests.feedback.test_form import heading, tap
from tests.staff.test_forms import add, in_use, new_version

ASKS = 4 + 5  # our own four questions before a class, and the five of the instrument


@pytest.fixture
def office(app, college, sign_in_as):
    return sign_in_as(college.office(), client=app.test_client())


@pytest.fixture
def text():
    return enter_texts("who-5")


def put_on(office, which="student-before", text_ref="who-5@1.1"):
    """The instrument on a new version of a form, approved and in use."""
    form = new_version(office, which)
    assert add(office, form, f"instrument:{text_ref}").status_code == 303
    page = f"/staff/forms/{form.id}"
    office.submit(f"{page}/approved", name="Rosa Lind", read="y", lived="y")
    assert office.press(f"{page}/use").status_code == 303
    db.session.rollback()
    return in_use(*which.split("-"))


@pytest.fixture
def on_form(office, text):
    return put_on(office)


def values(place):
    db.session.rollback()
    query = select(Answer.item, Answer.value).where(Answer.code == code_for(place))
    return dict(db.session.execute(query.where(Answer.item.contains("@"))).all())


def test_only_what_is_in_use_can_be_put_on_a_form(office, text) -> None:
    enter_texts("gse", state="draft")
    enter_texts("mhcs", state="out")
    form = new_version(office)
    page = office.get(f"/staff/forms/{form.id}").text
    assert "WHO-5 Well-Being Index, whole" in page
    assert "General Self-Efficacy" not in page and "mhcs" not in page
    for what in ("instrument:gse@1.1", "instrument:mhcs@1.1", "instrument:who-5@1.2"):
        assert add(office, form, what).status_code == 422
    assert add(office, form, "instrument:who-5@1.1").status_code == 303
    page = office.get(f"/staff/forms/{form.id}").text
    assert "<li>WHO-5 Well-Being Index, whole" in page
    assert "Words of item who5" in office.get(f"/staff/forms/{form.id}/preview").text


@pytest.mark.both
def test_one_question_a_page_in_its_order_on_its_scale(client, college, coming, on_form) -> None:
    place = college.enrol(coming)
    page = client.get(link_of(place))
    for _ in range(4):
        page = tap(client, page, "4")
    for n, answer in enumerate(["0", "5", "rather-not", "skip", "3"], start=1):
        assert heading(page) == f"Words of item who{n}"
        assert "Words of instruction Words of recall" in page.text
        assert "Words of credit" in page.text
        points = re.findall(r'name="answer" value="(\d)">([^<]+)<', page.text)
        assert points == [(str(v), f"Words of point {v}") for v in range(6)]
        assert len(client.statements) <= 12
        page = tap(client, page, answer)
    assert heading(page) == "Thank you"
    found = {item[-4:]: value for item, value in values(place).items()}
    assert found == {"who1": 0, "who2": 5, "who3": None, "who5": 3}
    assert audit_answers() == []


def test_no_point_of_another_scale(client, college, coming, on_form) -> None:
    place = college.enrol(coming)
    form = link_of(place)
    client.get(form)
    assert client.press(f"{form}/5", answer="6").status_code == 422
    assert client.press(f"{form}/1", answer="0").status_code == 422
    assert values(place) == {}


def test_all_on_one_page_and_gone_on_with(app, college, coming, on_form) -> None:
    place, here, there = college.enrol(coming), app.test_client(), app.test_client()
    page = here.get(f"{link_of(place)}/all").text
    assert page.count("Words of instruction") == 1 and page.count("Words of credit") == 1
    assert page.count("Words of point 3") == 5
    item = "who-5@1.1:who2"
    assert here.submit(f"{link_of(place)}/all", {item: "0", "hopeful": "9"}).status_code == 303
    assert values(place) == {item: 0}
    other = college.enrol(coming)
    page = there.get(link_of(other))
    for _ in range(5):
        page = tap(there, page, "1")
    assert heading(app.test_client().get(link_of(other))) == "Words of item who2"


def test_on_paper_and_typed_in(office, keys, college, coming, on_form) -> None:
    place = college.enrol(coming, college.person("Ada Field"))
    page = office.get(f"/staff/feedback/paper/{coming.id}/before").text
    sheet = page[page.index("Ada Field") :]
    assert sheet.index("Words of instruction") < sheet.index("Words of item who1")
    assert "<li>Words of point 0</li>" in sheet
    entry = f"/staff/feedback/entry/{coming.id}/before"
    assert "0 Words of point 0 · 1 Words of point 1" in office.get(entry).text
    mark = sheet_of(keys.answer_key, place.id, "before")
    typed = {f"question_{n}": "4" for n in range(4)} | {"question_4": "0", "question_8": "5"}
    assert office.submit(entry, typed | {"question_5": "6"}, mark=mark).status_code == 422
    assert office.submit(entry, typed | {"question_0": "0"}, mark=mark).status_code == 422
    assert office.submit(entry, typed, mark=mark).status_code == 303
    assert list(values(place).values()) == [0, 5]


def test_retired_it_is_asked_no_more(client, office, college, coming, on_form, text) -> None:
    first, second = college.enrol(coming), college.enrol(coming)
    page = client.get(link_of(first))
    assert f"Question 1 of {ASKS}" in page.text
    for _ in range(5):
        page = tap(client, page, "2")
    office.press(f"/staff/instruments/texts/{text.id}/retire")
    assert "Question 1 of 4" in client.get(link_of(second)).text
    assert values(first) == {"who-5@1.1:who1": 2}
    draft = new_version(office)  # it has the line of the version before
    page = f"/staff/forms/{draft.id}"
    sent = office.submit(f"{page}/approved", name="Rosa Lind", read="y", lived="y")
    assert sent.status_code == 422 and "is not in use any more" in sent.text


def test_new_texts_leave_old_answers_and_forms_alone(
    client, office, college, sign_in_as, coming, on_form
) -> None:
    place = college.enrol(coming)
    page = client.get(link_of(place))
    for _ in range(5):
        page = tap(client, page, "5")
    enter_texts("who-5", local=2)
    db.session.rollback()
    new = db.session.scalars(select(InstrumentText).where(InstrumentText.local == 2)).one()
    new.said[3].words = "Quite other words"
    db.session.commit()
    assert ref(new) == "who-5@1.2"
    assert heading(client.get(link_of(place))) == "Words of item who2"
    form = new_version(office, "student-later")
    page = office.get(f"/staff/forms/{form.id}").text
    assert "who-5@1.2" in page and "who-5@1.1" not in page
    sign_in_as(place.person)
    hope = client.get("/my-learning/hope")
    assert "Words of item who1" in hope.text and "Words of point 5" in hope.text
    assert "Quite other words" not in hope.text
    assert "Words of point 5" in client.get("/my-learning/hope/download").text


def test_whoever_linked_theirs_is_read_in_its_words(
    client, office, college, sign_in_as, coming, on_form
) -> None:
    place = college.enrol(coming)
    sign_in_as(place.person)
    client.submit(f"{link_of(place)}/whose", whose="linked")
    client.press(f"{link_of(place)}/5", answer="0")
    page = office.get(f"/staff/people/{place.person_id}/answers").text
    assert "Words of item who1" in page and "Words of point 0" in page


def test_out_of_use_before_the_form_is(office, text) -> None:
    """Approved while it was in use, it cannot be put in use once the instrument is not."""
    form = new_version(office)
    add(office, form, "instrument:who-5@1.1")
    page = f"/staff/forms/{form.id}"
    office.submit(f"{page}/approved", name="Rosa Lind", read="y", lived="y")
    office.press(f"/staff/instruments/texts/{text.id}/retire")
    assert office.press(f"{page}/use").status_code == 409
    db.session.rollback()
    assert db.session.get(QuestionForm, form.id).state == "approved"
