"""Links in letters that are broken, forged, used, or of somebody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from recoverycollege.database import db
from recoverycollege.enrolment.links import token_for
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.enrolment.services import answering
from recoverycollege.letters import Letter


@pytest.fixture
def link_of(app):
    secret = app.extensions["settings"].secret_key
    return lambda place, person=None: (
        f"/places/link/{token_for(secret, place.id, (person or place.person).id)}"
    )


def test_a_broken_or_forged_link_says_what_can_still_be_done(client, college, link_of):
    place = college.enrol(college.scheduled_class())
    whole = link_of(place)
    for address in (
        whole[:-1],
        whole + "x",
        "/places/link/nonsense",
        link_of(place, college.person()),
    ):
        page = client.get(address)
        assert page.status_code == 404
        assert "Nothing is lost." in page.text and "Sign in and see your places" in page.text
        assert place.person.name not in page.text
        assert client.post(f"{address}/withdraw").status_code in (404, 422)
    db.session.rollback()
    assert db.session.get_one(Enrolment, place.id).state == "enrolled"


@pytest.mark.both
def test_an_offer_that_is_over_can_be_asked_for_again(client, college, link_of, time):
    group = college.scheduled_class(capacity=1, starts_in=timedelta(weeks=3))
    place = college.enrol(group, state="lapsed")
    address = link_of(place)
    assert "Still interested?" in client.get(address).text
    refused = client.press(f"{address}/accept")
    assert refused.status_code == 409
    assert "you can go back in line" in refused.text
    client.press(f"{address}/rejoin", page=address)
    db.session.rollback()
    assert db.session.get_one(Enrolment, place.id).state == "offered"


@pytest.mark.both
def test_twice_is_once(client, college, link_of, time):
    """Two tabs, the back button, a double press."""
    group = college.scheduled_class(capacity=1, starts_in=timedelta(weeks=3))
    goes = college.enrol(group)
    place = college.enrol(group, state="waiting")
    answering.withdraw(goes.id, time.now)
    db.session.commit()
    client.letters()
    address = link_of(place)
    first, second = client.get(address), client.get(address)
    assert "Yes, I will take it" in first.text and "Yes, I will take it" in second.text
    for _ in range(2):
        assert client.press(f"{address}/accept").status_code == 303
    assert "Your place is saved" in client.get(address).text
    db.session.rollback()
    assert db.session.scalars(select(Enrolment.state).where(Enrolment.id == place.id)).one() == (
        "enrolled"
    )
    kinds = db.session.scalars(select(Letter.kind).where(Letter.person_id == place.person_id)).all()
    assert kinds == ["offer", "place_saved"]
