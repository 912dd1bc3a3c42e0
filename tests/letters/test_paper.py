"""Letters on paper: worded like any other, printed in a batch, true when they are printed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from recoverycollege import letters
from recoverycollege.accounts.models import Task
from recoverycollege.database import db
from recoverycollege.enrolment.services import answering
from recoverycollege.enrolment.services.asking import ask
from recoverycollege.enrolment.services.changing import tell_of_dates
from recoverycollege.letters import Letter, kinds, paper
from recoverycollege.letters.deliver import deliver_due

THREE_WEEKS = timedelta(days=21)


def deliver():
    db.session.commit()
    deliver_due()
    db.session.expire_all()
    return db.session.scalars(select(Letter).order_by(Letter.id)).all()


def tasks():
    return [(task.kind, task.words) for task in db.session.scalars(select(Task))]


@pytest.fixture
def ida(college):
    return college.person("Ida Post", address="1 Mill Lane\nRiverside RV2 3AB")


@pytest.fixture
def group(college):
    return college.scheduled_class(
        college.course("Living with voices"), capacity=1, starts_in=THREE_WEEKS
    )


@pytest.mark.both
def test_a_place_by_post_is_a_letter_to_print(app, ida, group, time, mail_server):
    ask(group.id, ida.id, now=time.now)
    [letter] = deliver()
    assert (letter.state, letter.channel, letter.sent_at) == ("to_print", "paper", None)
    assert letter.subject == "A message from Riverside"
    assert letter.body.startswith("Hello Ida Post,\n\nYour place on Living with voices is saved.")
    assert "Ring us on 01632 960 111" in letter.body
    assert "http" not in letter.body
    assert tasks() == []
    assert mail_server.messages == []
    assert deliver()[0].state == "to_print"


def test_paper_is_worded_at_any_hour(app, ida, group, time, real_college):
    time.move(hours=14)  # midnight
    ask(group.id, ida.id, now=time.now)
    assert deliver()[0].state == "to_print"


def test_the_envelope_has_its_own_name(app, ida, group, time):
    ida.envelope_name = "I. Post"
    ask(group.id, ida.id, now=time.now)
    [letter] = deliver()
    paper.make_batch(time.now)
    [sheet] = paper.sheets([letter], time.now)
    assert (sheet.name, sheet.address) == ("I. Post", ["1 Mill Lane", "Riverside RV2 3AB"])
    assert sheet.paragraphs[0] == ["Hello Ida Post,"]
    assert sheet.day == "11 March 2026"


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("1 Mill Lane, Riverside, RV2", ["1 Mill Lane", "Riverside", "RV2"]),
        ("Flat 2, 1 Mill Lane\r\n\r\n Riverside,", ["Flat 2, 1 Mill Lane", "Riverside"]),
        ("The Mill", ["The Mill"]),
    ],
)
def test_an_address_stands_in_lines(typed, lines):
    assert paper._lines(typed) == lines


@pytest.mark.parametrize("why", ["left", "stopped", "erased"])
def test_who_should_not_hear_of_it_any_more_is_dropped(app, college, ida, group, time, why):
    wish = ask(group.id, ida.id, now=time.now)
    [letter] = deliver()
    if why == "left":
        wish.state = "withdrawn"
    if why == "stopped":
        ida.letters_stopped_at = time.now
    if why == "erased":
        ida.erased_at = time.now
    assert paper.make_batch(time.now) == 0
    assert letter.state == "dropped"


def test_who_is_reached_by_e_mail_now_gets_an_e_mail(app, college, ida, group, time, mail_server):
    ask(group.id, ida.id, now=time.now)
    deliver()
    post = college.person("Somebody", email="ida@mail.example").contacts[0]
    post.person_id, ida.contact_by = ida.id, "email"
    db.session.commit()
    assert paper.make_batch(time.now) == 0
    assert [letter.state for letter in deliver()] == ["sent"]
    assert [message["To"] for message in mail_server.messages] == ["Ida Post <ida@mail.example>"]


def test_one_that_cannot_be_written_holds_nobody_up(app, college, ida, group, time):
    ask(group.id, ida.id, now=time.now)
    letters.post("waiting", ida.id, enrolment_id=1).facts = {}
    db.session.flush()
    for letter in db.session.scalars(select(Letter)):
        letter.state = "to_print"
    assert paper.make_batch(time.now) == 1
    states = [(x.state, x.problem) for x in db.session.scalars(select(Letter).order_by(Letter.id))]
    assert states == [("to_print", ""), ("parked", "it could not be written (KeyError)")]


def test_dates_that_change_again_before_printing_are_one_letter(app, college, ida, group, time):
    group.team = []
    college.enrol(group, ida)
    assert tell_of_dates(group.id, time.now, ida.id) == 1
    time.move(hours=1)
    [letter] = deliver()
    tell_of_dates(group.id, time.now, ida.id)
    assert len(deliver()) == 1
    paper.make_batch(time.now)
    tell_of_dates(group.id, time.now, ida.id)
    time.move(hours=1)
    assert [x.state for x in deliver()] == ["to_print", "to_print"]
    assert letter.kind == "dates_changed"


def test_letters_stopped_means_none(app, ida, group, time):
    """Neither one that waits already, nor a new one."""
    place = ask(group.id, ida.id, now=time.now)
    ida.letters_stopped_at = time.now
    assert [letter.state for letter in deliver()] == ["dropped"]
    answering.withdraw(place.id, time.now)
    assert [letter.kind for letter in deliver()] == ["place_saved"]


def test_an_offer_by_post_is_a_letter_and_a_task(app, college, ida, group, time):
    [taken] = college.fill(group)
    college.enrol(group, ida, state="waiting")
    answering.withdraw(taken.id, time.now)
    offer = next(x for x in deliver() if x.kind == "offer")
    assert offer.state == "to_print"
    assert "We keep it for you until Saturday 14 March, 10:00." in offer.body
    assert tasks() == [("offer", "")]
    answering.decline(offer.facts["enrolment_id"], time.now)
    paper.make_batch(time.now)
    assert offer.state == "dropped"


def test_codes_and_links_never_go_on_paper(app, ida, time):
    for kind in kinds.registered(app).values():
        if not kind.on_paper:
            letters.post(kind.name, ida.id, enrolment_id=1, session_id=1, wave="before")
    found = deliver()
    assert {x.kind for x in found} >= {"sign_in_code", "place_to_confirm", "feedback_after"}
    assert {x.state for x in found} == {"dropped"}


def test_a_batch_is_posted_once(app, college, ida, group, time):
    desk = college.office()
    ask(group.id, ida.id, now=time.now)
    [letter] = deliver()
    assert paper.make_batch(time.now) == 1
    assert paper.posted([letter.id, 99], by_id=desk.id, now=time.now) == 1
    assert (letter.state, letter.sent_at) == ("sent", time.now)
    assert paper.posted([letter.id], by_id=desk.id, now=time.now) == 0
    assert paper.make_batch(time.now) == 0
