"""The code in the room, and how the register shows who checked in."""

from __future__ import annotations

from datetime import timedelta

import pytest

from recoverycollege.database import db
from recoverycollege.enrolment.links import check_in_word


@pytest.fixture
def session(taught):
    """It begins in half an hour."""
    found = taught.group.sessions[0]
    found.starts_at -= timedelta(minutes=30)
    db.session.commit()
    return found


def code_page(session):
    return f"/teaching/sessions/{session.id}/check-in"


def test_a_code_and_an_address_to_type(app, sign_in_as, taught, session):
    client = sign_in_as(taught.dee)
    text = client.get(code_page(session)).text
    assert len(client.statements) <= 6
    word = check_in_word(app.extensions["settings"].secret_key, session.id)
    assert f"/check-in/{word}</a>" in text
    assert "<svg" in text
    # The name of the course is on the screen, and not on what is printed.
    assert text.count("Food and mood") == 1
    assert '<p class="no-print">For Food and mood.</p>' in text
    for name in ("Ada", "Ben", "Cyd"):
        assert name not in text


@pytest.mark.parametrize(
    ("minutes", "said", "shown"),
    [
        (-60, "The code works from Wednesday 11 March, 09:45", True),
        (0, "The code is good for this session only", True),
        (211, "This session is over.", False),
    ],
)
def test_it_says_when_it_works(sign_in_as, taught, session, time, minutes, said, shown):
    time.move(minutes=minutes)
    text = sign_in_as(taught.dee).get(code_page(session)).text
    assert said in text
    assert ('class="qr"' in text) is shown


def test_called_off(sign_in_as, taught, session):
    session.called_off = True
    client = sign_in_as(taught.dee)
    assert "The code checks nobody in." in client.get(code_page(session)).text
    assert code_page(session) not in client.get(f"/teaching/sessions/{session.id}/register").text


def test_a_session_of_others_is_not_there(college, sign_in_as, taught, session):
    stranger = college.person("Uma Other")
    college.scheduled_class(team=[(stranger, "peer")])
    assert sign_in_as(stranger).get(code_page(session)).status_code == 404


@pytest.mark.both
def test_the_register_says_who_checked_in(app, sign_in_as, taught, session):
    word = check_in_word(app.extensions["settings"].secret_key, session.id)
    for person in taught.people[:2]:
        student = sign_in_as(person, app.test_client())
        student.press(f"/check-in/{word}")
    client, page = sign_in_as(taught.dee), f"/teaching/sessions/{session.id}/register"
    text = client.get(page).text
    assert len(client.statements) <= 6
    assert text.count("They checked in themselves") == 2
    assert "2 of 3 marked" in text
    client.submit(page, {f"mark-{taught.places[0].id}": "missed"})
    text = client.get(page).text
    assert text.count("They checked in themselves") == 1
    assert sign_in_as(taught.people[0]).get(f"/check-in/{word}").text.count("not here") == 1


def test_the_register_says_who_told_us_themselves(sign_in_as, taught, session):
    place = taught.places[0]
    student = sign_in_as(place.person)
    student.press(f"/places/{place.id}/absent", session=str(session.id))
    text = sign_in_as(taught.dee).get(f"/teaching/sessions/{session.id}/register").text
    assert text.count("They told us themselves") == 1
