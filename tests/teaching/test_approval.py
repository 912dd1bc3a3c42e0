"""A feedback form is read by a co-teacher with lived experience before anybody is asked it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from recoverycollege import clock, history
from recoverycollege.database import begin_write, db
from recoverycollege.feedback.models import QuestionForm
from recoverycollege.feedback.services import approving, building
from recoverycollege.refusals import Refused


@pytest.fixture
def draft(college, taught):
    """A new version of the form after a class, with one line more."""
    office = college.office()
    db.session.rollback()
    begin_write()
    form = building.new_version("student", "after", "", by_id=office.id)
    building.add_line(form, "own", "next_step", {}, by_id=office.id)
    db.session.commit()
    return form, office


def ask(draft, person):
    form, office = draft
    db.session.rollback()
    begin_write()
    approving.ask(form, person.id, by_id=office.id, now=clock.now())
    db.session.commit()
    return f"/teaching/forms/{form.id}"


def state():
    db.session.rollback()
    query = select(QuestionForm.state).order_by(QuestionForm.id.desc()).limit(1)
    return db.session.scalar(query)


def test_read_and_approved(client, taught, draft, sign_in_as):
    page = ask(draft, taught.dee)
    sign_in_as(taught.dee)
    assert "Read a feedback form" in client.get("/teaching").text
    read = client.get(page)
    assert "I can see a next step I could take." in read.text
    assert len(client.statements) <= 12
    assert client.press(f"{page}/yes").location == "/teaching"
    assert state() == "approved"
    done = db.session.scalars(select(history.Entry).order_by(history.Entry.id)).all()
    assert (done[-1].action, done[-1].actor_id) == ("form.approved", taught.dee.id)
    assert client.get(page).status_code == 404
    sign_in_as(draft[1])
    assert "Approved by Dee Peer" in client.get(f"/staff/forms/{draft[0].id}").text


def test_no_is_an_answer(client, taught, draft, sign_in_as):
    page = ask(draft, taught.dee)
    sign_in_as(taught.dee)
    client.press(f"{page}/no")
    assert state() == "draft"
    sign_in_as(draft[1])
    assert client.press(f"/staff/forms/{draft[0].id}/use").status_code == 409


def test_nobody_else_may_say_yes(client, taught, draft, sign_in_as):
    page = ask(draft, taught.dee)
    sign_in_as(taught.ravi)
    assert client.get(page).status_code == 404
    assert client.press(f"{page}/yes").status_code == 404
    sign_in_as(draft[1])
    assert client.press(f"{page}/yes").status_code in (403, 404)
    assert state() == "asked"


def test_only_peers_are_asked(taught, draft):
    with pytest.raises(Refused):
        ask(draft, taught.ravi)


def test_words_changed_meanwhile_are_not_approved(client, taught, draft, sign_in_as):
    """A yes is to exactly the words that were read."""
    page = ask(draft, taught.dee)
    db.session.rollback()
    begin_write()
    form = db.session.get(QuestionForm, draft[0].id)
    building.add_line(form, "own", "confident", {}, by_id=draft[1].id)
    db.session.commit()
    sign_in_as(taught.dee)
    assert client.press(f"{page}/yes").status_code == 404
    assert state() == "draft"
