"""The office sees the answers of those who linked them to themselves, and of nobody else."""

from __future__ import annotations

from sqlalchemy import select

from recoverycollege.accounts.models import Look
from recoverycollege.database import db
from tests.feedback.conftest import link_of
from tests.feedback.test_form import tap
from tests.signing_in import cookies_of


def test_only_where_they_chose_it(app, client, college, coming, sign_in_as):
    place = college.enrol(coming)
    student = app.test_client()
    tap(student, student.get(link_of(place)), "4")
    sign_in_as(college.office())
    page = f"/staff/people/{place.person_id}"
    assert "linked to themselves" not in client.get(page).text
    assert client.get(f"{page}/answers").status_code == 404
    for name, value in cookies_of(app, place.person).items():
        student.set_cookie(name, value)
    student.submit(f"{link_of(place)}/whose", whose="linked")
    assert "linked to themselves" in client.get(page).text
    answers = client.get(f"{page}/answers").text
    assert "I feel able to talk about voices in my own words." in answers
    assert "Quite a lot" in answers
    db.session.rollback()
    assert "answers" in db.session.scalars(select(Look.page)).all()


def test_nobody_but_the_office(client, college, coming, sign_in_as):
    place = college.enrol(coming)
    sign_in_as(college.person())
    assert client.get(f"/staff/people/{place.person_id}/answers").status_code == 403
