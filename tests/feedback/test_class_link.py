"""The form of a class, by its QR code: without a name, and nothing that leads to anyone."""

from __future__ import annotations

from sqlalchemy import select

from recoverycollege.database import db
from recoverycollege.feedback.models import Answer, FormState, FreeText
from tests.feedback.conftest import link_for, link_of
from tests.feedback.test_form import AFTER, answers, count, heading, tap


def test_without_a_name_by_the_class_link(app, client, college, over):
    """QR: two phones, two sets of answers, and nothing that leads to anyone."""
    for phone in (client, app.test_client()):
        page = phone.get(link_for(over))
        assert "Nobody can tell which answers are yours" in page.text
        for _ in AFTER:
            page = tap(phone, page, "3")
        phone.submit(f"{link_for(over)}/words", words="Hello")
    codes = set(db.session.scalars(select(Answer.code)))
    assert len(codes) == 2
    assert len(answers()) == 12
    assert count(FreeText) == 2
    assert count(FormState) == 0


def test_the_class_link_leads_someone_signed_in_to_their_own(client, college, over, sign_in_as):
    person = college.person()
    place = college.enrol(over, person)
    sign_in_as(person)
    assert client.get(link_for(over)).location == link_of(place, "after")


def test_two_people_with_one_tablet(client, college, over):
    """After the code in the room, one after the other: each has a form of their own."""
    for _ in range(2):
        page = client.get(link_for(over))
        assert heading(page) == AFTER[0]
        for _ in AFTER:
            page = tap(client, page, "3")
        client.submit(f"{link_for(over)}/words", words="Hello")
    assert len(answers()) == 12
