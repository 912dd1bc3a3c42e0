"""What is shown of a co-teacher: their own choice, at once, in the catalogue too."""

from __future__ import annotations

import pytest

from recoverycollege.classes.models import TeamMember
from recoverycollege.database import db

OPEN = {"name_scope": "public", "perspective_scope": "public"}


def member(taught, person):
    db.session.expire_all()
    return next(m for m in taught.group.team if m.person_id == person.id)


def test_nothing_is_shown_until_chosen(client, taught):
    page = client.get(f"/classes/{taught.group.id}").text
    assert "Dee" not in page
    assert "Led by our team" in page


def test_each_chooses_and_one_hidden_hides_all(app, sign_in_as, taught):
    url, public = f"/teaching/classes/{taught.group.id}/shown", f"/classes/{taught.group.id}"
    dee = sign_in_as(taught.dee)
    choice = {"shown_name": "Dee", "words": "lived experience"} | OPEN
    answer = dee.submit(url, choice)
    assert (answer.status_code, answer.location) == (303, f"/teaching/classes/{taught.group.id}")
    assert member(taught, taught.dee).perspective_scope == "public"
    visitor = app.test_client()
    assert "lived experience" not in visitor.get(public).text
    ravi = sign_in_as(taught.ravi, app.test_client())
    ravi.submit(url, {"shown_name": "Ravi", "words": "nurse"} | OPEN)
    assert "lived experience" in visitor.get(public).text
    ravi.submit(url, {"perspective_scope": "team"})
    assert "lived experience" not in visitor.get(public).text
    assert "nurse" not in visitor.get(public).text


def test_the_leader_says_whether_it_is_called_peer_led(app, college, sign_in_as):
    dee, kofi = college.person("Dee Peer"), college.person("Kofi Peer")
    shown = {"name_scope": "public", "perspective_scope": "public"}
    group = college.scheduled_class(
        college.course(kind="peer-group"),
        team=[(dee, "peer", shown | {"lead": True}), (kofi, "peer", shown)],
    )
    visitor, url = app.test_client(), f"/teaching/classes/{group.id}/shown"
    assert "Peer-led" not in visitor.get(f"/classes/{group.id}").text
    helper = sign_in_as(kofi, app.test_client())
    assert "called peer-led" not in helper.get(url).text
    helper.submit(url, label_ok="y")
    assert "Peer-led" not in visitor.get(f"/classes/{group.id}").text
    leader = sign_in_as(dee)
    leader.submit(url, label_ok="y")
    assert "Peer-led" in visitor.get(f"/classes/{group.id}").text
    leader.submit(url, label_ok=None)
    assert "Peer-led" not in visitor.get(f"/classes/{group.id}").text


def test_each_changes_only_their_own(app, sign_in_as, taught):
    url = f"/teaching/classes/{taught.group.id}/shown"
    sign_in_as(taught.dee).submit(url, {"shown_name": "Dede"} | OPEN)
    assert member(taught, taught.ravi).shown_name == "Ravi"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("shown_name", ""),
        ("shown_name", "   "),
        ("shown_name", "x" * 61),
        ("words", "x" * 121),
        ("name_scope", "everyone"),
        ("perspective_scope", ""),
    ],
)
def test_what_does_not_fit_is_said_kindly(sign_in_as, taught, field, value):
    client = sign_in_as(taught.dee)
    answer = client.submit(f"/teaching/classes/{taught.group.id}/shown", {field: value})
    assert answer.status_code == 422
    assert "Not a valid" not in answer.text
    found = db.session.get_one(TeamMember, member(taught, taught.dee).id)
    assert (found.shown_name, found.words, found.name_scope) == ("Dee", "", "team")
