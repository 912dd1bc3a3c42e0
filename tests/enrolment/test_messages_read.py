"""A message from the team, as the people of the class read it: by letter, and on their place."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from recoverycollege import personal
from recoverycollege.classes.models import TeamMember
from recoverycollege.database import begin_write, db
from recoverycollege.enrolment.links import token_for
from recoverycollege.enrolment.models import ClassMessage
from recoverycollege.enrolment.services.messaging import forget_messages, send_message
from recoverycollege.letters import Letter, kinds
from recoverycollege.letters.deliver import deliver_due
from recoverycollege.letters.gaps import slips

WORDS = "We meet in the garden room."
HIDDEN = {"name_scope": "team", "perspective_scope": "team", "words": "lived experience"}


@pytest.fixture
def group(college):
    """A class whose peer shows nothing of herself."""
    dee, ravi = college.person("Dee Peer"), college.person("Ravi Nurse")
    shown = {"shown_name": "Dr Ravi Nurse", "name_scope": "class", "words": "nurse"}
    team = [(dee, "peer", HIDDEN), (ravi, "practitioner", shown)]
    course = college.course("Living with voices")
    return college.scheduled_class(course, starts_in=timedelta(days=5), team=team)


def write(group, time, *, by=0):
    """One of the team writes to the class; the messages leave later."""
    db.session.rollback()
    sender = group.team[by].person_id
    group_id = group.id
    db.session.rollback()
    begin_write()
    once = str(time.now.timestamp())
    message = send_message(group_id, sender, WORDS, once=once, now=time.now)
    db.session.commit()
    return message


def outbox():
    db.session.commit()
    deliver_due()
    db.session.expire_all()
    return {letter.person_id: letter for letter in db.session.scalars(select(Letter))}


@pytest.mark.parametrize(("by", "name"), [(0, "Your teaching team"), (1, "Ravi Nurse")])
def test_the_writer_is_named_as_the_class_may_see_them(client, college, group, time, by, name):
    place = college.enrol(group)
    write(group, time, by=by)
    body = outbox()[place.person_id].body
    assert body.count(f"{name} wrote to everyone with a place on Living with voices:") == 1
    assert not {"Dee", "Dr", "lived experience", "peer"} & set(body.replace(",", " ").split())


def test_a_name_hidden_later_is_hidden_everywhere(college, sign_in_as, group, time):
    place = college.enrol(group)
    write(group, time, by=1)
    page = f"/places/{place.id}"
    client = sign_in_as(place.person)
    assert "Ravi" in client.get(page).text
    row = db.session.scalars(select(TeamMember).where(TeamMember.name_scope == "class")).one()
    row.name_scope = "team"
    text = client.get(page).text
    assert WORDS in text
    assert "Ravi" not in text
    assert "Your teaching team" in text


def test_it_stands_on_the_place_of_those_who_have_one(
    app, client, college, sign_in_as, group, time
):
    place, waiting = college.enrol(group), college.enrol(group, state="waiting")
    write(group, time)
    late = college.enrol(group)
    key = app.extensions["settings"].secret_key
    for one, seen in ((place, True), (late, True), (waiting, False)):
        by_letter = client.get(f"/places/link/{token_for(key, one.id, one.person_id)}")
        assert (WORDS in by_letter.text) is seen
        own = sign_in_as(one.person, app.test_client()).get(f"/places/{one.id}")
        assert (WORDS in own.text) is seen


def test_who_has_left_since_does_not_get_it(college, group, time):
    stays, leaves = college.enrol(group), college.enrol(group)
    write(group, time)
    leaves.state = "withdrawn"
    found = outbox()
    assert found[stays.person_id].state == "sent"
    assert found[leaves.person_id].state == "dropped"
    assert found[leaves.person_id].body is None


def test_who_has_left_the_team_since_gets_no_copy(college, group, time):
    college.enrol(group)
    write(group, time)
    copy_to = group.team[1].person_id
    db.session.delete(group.team[1])
    assert outbox()[copy_to].state == "dropped"


def test_on_paper(college, group, time):
    ida = college.person("Ida Post", address="1 Mill Lane\nRiverside RV2 3AB")
    college.enrol(group, ida)
    write(group, time)
    letter = outbox()[ida.id]
    assert letter.state == "to_print"
    assert WORDS in letter.body
    assert "http" not in letter.body


def test_a_text_says_only_that_there_is_a_message(app_with, college, group, time):
    app = app_with(text_url="console:")
    tex = college.person("Tex T", phone="07700 900123", contact_by="text")
    college.enrol(group, tex)
    write(group, time)
    with app.app_context():
        deliver_due()
    db.session.expire_all()
    letter = db.session.scalars(select(Letter).where(Letter.person_id == tex.id)).one()
    assert (letter.channel, letter.state) == ("text", "sent")
    assert letter.body == "Riverside for Tex T: there is a message for you. To read it: […]\n"


@pytest.mark.parametrize("kind", ["class_message", "class_message_copy"])
@pytest.mark.parametrize("gap", ["message", "writer", "course"])
def test_the_offices_own_words_for_a_text_stay_silent_too(app, kind, gap):
    found = kinds.registered(app)[kind]
    [slip] = slips(f"{{{gap}}} {{link}}", found.has, found.must, "text")
    assert "locked screen" in slip.message
    assert slips("{link}", found.has, found.must, "text") == []


@pytest.mark.both
def test_after_half_a_year_it_is_gone(college, group, time):
    college.enrol(group)
    write(group, time)
    for days, gone in ((180, 0), (1, 1)):
        time.move(days=days)
        begin_write()
        assert forget_messages(time.now) == gone
        db.session.commit()


@pytest.mark.both
def test_erasing_its_author_deletes_it_and_what_has_not_left(app, college, group, time):
    place = college.enrol(group)
    author = write(group, time).person_id
    db.session.rollback()
    begin_write()
    personal.erase(personal.registered(app), db.session(), author)
    db.session.commit()
    assert db.session.scalars(select(ClassMessage)).all() == []
    assert outbox()[place.person_id].state == "dropped"
