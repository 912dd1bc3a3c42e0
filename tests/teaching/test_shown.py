"""What is shown of a co-teacher: their own choice, at once, in the catalogue too."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from recoverycollege.classes.models import TeamMember
from recoverycollege.classes.services import teams
from recoverycollege.classes.services.shown import OtherSide, choose_shown
from recoverycollege.database import begin_write, db
from tests.forms import forms_of
from tests.races.crowd import elsewhere

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


def test_a_name_is_found_while_it_is_shown_and_not_a_moment_longer(app, sign_in_as, taught):
    url, visitor = f"/teaching/classes/{taught.group.id}/shown", app.test_client()
    dee, page = sign_in_as(taught.dee), f"/courses/{taught.group.course.slug}"
    dee.submit(url, {"shown_name": "Deeana", "name_scope": "public"})
    assert page in visitor.get("/courses?q=Deeana").text
    dee.submit(url, {"name_scope": "class"})
    assert page not in visitor.get("/courses?q=Deeana").text


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


def test_nobody_shows_a_side_that_their_page_did_not_speak_of(
    app, college, sign_in_as, taught, time
):
    """The office changed it while the page was open: nothing is shown, nothing typed is lost."""
    url, class_id = f"/teaching/classes/{taught.group.id}/shown", taught.group.id
    choice = OPEN | {"shown_name": "Ravi", "words": "nurse on the ward"}
    sign_in_as(taught.dee, app.test_client()).submit(url, OPEN | {"shown_name": "Dee"})
    ravi = sign_in_as(taught.ravi)
    page = ravi.get(url)
    assert "In this class you teach as: <strong>Practitioner</strong>" in page.text
    form = next(form for form in forms_of(page) if "shown_name" in form.values)
    begin_write()
    how = {"now": time.now, "by_id": taught.dee.id, "exception_reason": "They asked for it"}
    teams.set_team_member(class_id, taught.ravi.id, perspective="peer", lead=False, **how)
    db.session.commit()
    answer = ravi.post(url, data=form.values | choice)
    assert answer.status_code == 409
    assert "nurse on the ward" in answer.text
    assert "<strong>Peer</strong>" in answer.text
    assert "lived experience" not in app.test_client().get(f"/classes/{class_id}").text
    again = next(form for form in forms_of(answer) if "shown_name" in form.values)
    assert ravi.post(url, data=again.values).status_code == 303
    assert "nurse on the ward" in app.test_client().get(f"/classes/{class_id}").text


@pytest.mark.both
def test_the_side_changes_while_the_press_is_on_its_way(app, college, taught, time):
    """The class is locked before its team is read."""
    class_id, ravi, dee = taught.group.id, taught.ravi.id, taught.dee.id
    how = {"now": time.now, "by_id": dee, "exception_reason": "They asked for it"}
    db.session.rollback()
    begin_write()
    assert db.session.scalar(select(TeamMember.perspective).where(TeamMember.person_id == ravi))
    change = {"perspective": "peer", "lead": False} | how
    elsewhere(app, lambda: teams.set_team_member(class_id, ravi, **change))
    with pytest.raises(OtherSide):
        choose_shown(
            class_id,
            ravi,
            side="practitioner",
            shown_name="Ravi",
            words="nurse",
            label_ok=False,
            **OPEN,
        )
