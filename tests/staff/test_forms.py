"""Feedback forms in the office: a new version, its lines, who approves it, and its use."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from recoverycollege import history
from recoverycollege.database import db
from recoverycollege.feedback.models import AskedForm, QuestionForm
from recoverycollege.feedback.queries.asked import asked_of_class, lines_of
from tests.feedback.conftest import link_of
from tests.feedback.test_form import heading, tap


@pytest.fixture
def office(client, college, sign_in_as):
    return sign_in_as(college.office())


@pytest.fixture
def coming(college):
    return college.scheduled_class(college.course(outcomes=("rest",)))


def in_use(audience="student", wave="before"):
    query = select(QuestionForm).where(QuestionForm.audience == audience)
    return db.session.scalar(query.where(QuestionForm.wave == wave, QuestionForm.state == "in_use"))


def newest():
    db.session.rollback()
    return db.session.scalar(select(QuestionForm).order_by(QuestionForm.id.desc()).limit(1))


def new_version(office, which="student-before"):
    sent = office.submit("/staff/forms", which=which, title="Kinder")
    assert sent.status_code == 303
    return newest()


def add(office, form, what, **words):
    page = f"/staff/forms/{form.id}"
    return office.submit(f"{page}/lines", page=page, what=what, **words)


def asked(form):
    return [(line.kind, line.item) for line in lines_of(form)]


def test_the_forms_that_come_with_the_house_are_in_use(office):
    page = office.get("/staff/forms")
    for words in ("Students: Before we start", "Students: Hope check-in", "Co-teachers"):
        assert words in page.text
    assert page.text.count("In use") == 8
    one = office.get(f"/staff/forms/{in_use().id}")
    assert "I believe people can recover." in one.text
    assert "came with the program" in one.text
    assert len(office.statements) <= 12


def test_a_change_is_a_new_version_and_asks_nobody(office, college, coming):
    old = in_use()
    form = new_version(office)
    assert (form.version, form.state, asked(form)) == (2, "draft", asked(old))
    assert add(office, form, "own:next_step").status_code == 303
    assert add(office, form, "own:next_step").status_code == 422
    assert add(office, form, "question", words_en="I know whom to ask.").status_code == 303
    assert add(office, form, "question").status_code == 422
    assert add(office, form, "words").status_code == 422  # not on a form before a class
    assert asked_of_class(coming.id, "before").form_id == old.id
    page = office.get(f"/staff/forms/{form.id}")
    assert len(office.statements) <= 12
    first = re.search(rf"/staff/forms/{form.id}/lines/(\d+)/down", page.text)[1]
    assert office.press(f"/staff/forms/{form.id}/lines/{first}/down").status_code == 303
    form = newest()
    assert [kind for kind, _ in asked(form)] == ["own", "outcomes", "own", "own", "question"]
    last = form.lines[-2].id
    office.press(f"/staff/forms/{form.id}/lines/{last}/remove")
    assert [item for _, item in asked(newest())][:3] == ["hopeful", "", "people_can_recover"]
    preview = office.get(f"/staff/forms/{form.id}/preview")
    assert "I know whom to ask." in preview.text
    assert "I feel able to do what this course is for." in preview.text


def test_not_used_before_someone_with_lived_experience_said_yes(office, college, coming):
    form = new_version(office)
    add(office, form, "own:next_step")
    assert office.press(f"/staff/forms/{form.id}/use").status_code == 409
    assert in_use().version == 1


def test_the_office_records_who_approved_it(office, college, coming):
    form = new_version(office)
    add(office, form, "own:next_step")
    page = f"/staff/forms/{form.id}/approved"
    assert "I can see a next step" in office.get(page).text
    assert office.submit(page, name="Rosa Lind", read="y").status_code == 422
    assert newest().state == "draft"
    assert office.submit(page, name="Rosa Lind", read="y", lived="y").status_code == 303
    assert (newest().state, newest().approved_name) == ("approved", "Rosa Lind")
    assert office.press(f"/staff/forms/{form.id}/use").status_code == 303
    assert (in_use().id, in_use().version) == (form.id, 2)
    done = db.session.scalars(select(history.Entry.action).order_by(history.Entry.id)).all()
    assert done[-2:] == ["form.approval_recorded", "form.in_use"]
    assert "Rosa" not in str(db.session.scalars(select(history.Entry.detail)).all())
    assert "Approved by Rosa Lind" in office.get(f"/staff/forms/{form.id}").text
    assert "Feedback form put in use" in office.get("/staff/history").text


def test_other_words_need_another_yes(office, college):
    form = new_version(office)
    office.submit(f"/staff/forms/{form.id}/approved", name="Rosa Lind", read="y", lived="y")
    add(office, form, "own:next_step")
    form = newest()
    assert (form.state, form.approved_at, form.approved_name) == ("draft", None, "")
    assert office.press(f"/staff/forms/{form.id}/use").status_code == 409


@pytest.mark.both
def test_frozen_at_the_first_answer(office, app, college, coming):
    """Whoever began goes on with the old version, and so does the rest of their class."""
    place, later = college.enrol(coming), college.enrol(coming)
    guest = app.test_client()
    tap(guest, guest.get(link_of(place)), "4")
    db.session.rollback()
    old = db.session.scalar(select(AskedForm.form_id).where(AskedForm.class_id == coming.id))
    assert old == in_use().id
    form = new_version(office)
    add(office, form, "own:next_step")
    office.submit(f"/staff/forms/{form.id}/approved", name="Rosa Lind", read="y", lived="y")
    office.press(f"/staff/forms/{form.id}/use")
    assert asked_of_class(coming.id, "before").form_id == old
    assert "Question 1 of 3" in guest.get(link_of(later)).text
    other = college.scheduled_class(college.course(outcomes=("rest",)))
    assert "Question 1 of 4" in guest.get(link_of(college.enrol(other))).text
    assert office.press(f"/staff/forms/{old}/lines/1/remove").status_code == 409


def test_out_of_use_asks_nobody_new(office, app, college, coming):
    assert office.press(f"/staff/forms/{in_use().id}/out").status_code == 303
    page = app.test_client().get(link_of(college.enrol(coming)))
    assert heading(page) == "This form is closed now"
    shipped = db.session.scalar(select(QuestionForm).where(QuestionForm.wave == "before"))
    assert shipped.state == "out"
    assert office.press(f"/staff/forms/{shipped.id}/use").status_code == 303
    assert in_use().id == shipped.id


def test_a_question_in_the_readers_language(app_with, college, sign_in_as):
    app = app_with(languages="en,cy")
    client = sign_in_as(college.office(), client=app.test_client())
    form = new_version(client, "student-later")
    words = {"words_en": "I slept better.", "words_cy": "Cysgais yn well."}
    assert add(client, form, "question", words_en="I slept better.").status_code == 422
    assert add(client, form, "question", **words).status_code == 303
    english = client.get(f"/staff/forms/{form.id}/preview").text
    welsh = client.get(f"/staff/forms/{form.id}/preview", headers={"Accept-Language": "cy"}).text
    assert "I slept better." in english
    assert "Cysgais yn well." in welsh


def test_only_the_office(client, college, sign_in_as):
    form = in_use()
    sign_in_as(college.person())
    for page in ("/staff/forms", f"/staff/forms/{form.id}", f"/staff/forms/{form.id}/preview"):
        assert client.get(page).status_code == 403
    assert client.press(f"/staff/forms/{form.id}/out").status_code == 403


def test_a_draft_can_be_thrown_away(office):
    form = new_version(office)
    assert office.press(f"/staff/forms/{form.id}/delete").status_code == 303
    assert newest().version == 1
    assert office.press(f"/staff/forms/{in_use().id}/delete").status_code == 409
