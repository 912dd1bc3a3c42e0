"""Whose answers are these: linked, under a code, standing alone."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from recoverycollege.database import db
from recoverycollege.feedback.models import Answer, FormState, FreeText, LinkedPlace
from tests.feedback.conftest import code_for, link_of
from tests.feedback.test_form import AFTER, heading, tap


def choose(client, place, whose, wave="before"):
    return client.submit(f"{link_of(place, wave)}/whose", whose=whose)


@pytest.fixture
def mine(college, sign_in_as):
    """`mine(group)`: the place of someone who is signed in."""

    def made(group):
        person = college.person()
        sign_in_as(person)
        return college.enrol(group, person)

    return made


def codes():
    return set(db.session.scalars(select(Answer.code)))


def test_each_choice_has_one_honest_line(client, mine, coming):
    page = client.get(f"{link_of(mine(coming))}/whose").text
    assert page.count("Confidential.") == 2
    assert page.count("Anonymous.") == 1
    [chosen] = re.findall(r"<input[^>]*checked[^>]*>", page)
    assert 'value="coded"' in chosen


def test_coded_until_they_choose(client, college, coming):
    place = college.enrol(coming)
    tap(client, client.get(link_of(place)), "5")
    assert codes() == {code_for(place)}
    assert db.session.scalars(select(LinkedPlace)).all() == []


def test_linking_needs_the_person_themselves(app, client, college, mine, coming):
    """A mailbox may serve a household: its link alone does not show anyone to the office."""
    place = mine(coming)
    stranger = app.test_client()
    page = stranger.get(f"{link_of(place)}/whose").text
    assert 'value="linked"' not in page
    assert "Sign in first" in page
    url = f"{link_of(place)}/whose"
    assert stranger.press(url, whose="linked").status_code == 422
    assert db.session.scalars(select(LinkedPlace)).all() == []


def test_linked_and_back_to_coded(client, mine, coming):
    place = mine(coming)
    tap(client, client.get(link_of(place)), "5")
    assert choose(client, place, "linked").status_code == 303
    [link] = db.session.scalars(select(LinkedPlace))
    assert link.enrolment_id == place.id
    assert "because you chose so" in client.get(link_of(place)).text
    choose(client, place, "coded")
    db.session.rollback()
    assert db.session.scalars(select(LinkedPlace)).all() == []
    assert codes() == {code_for(place)}


@pytest.mark.both
def test_standing_alone_keeps_the_pair_and_loses_the_way_back(app, client, college, over):
    place = college.enrol(over)
    db.session.add(
        Answer(
            code=code_for(place),
            item="hopeful",
            wave="before",
            class_id=over.id,
            form_version=1,
            value=2,
            week=over.sessions[0].starts_at.date(),
        )
    )
    db.session.commit()
    page = tap(client, client.get(link_of(place, "after")), "5")
    assert choose(client, place, "untied", "after").status_code == 303
    [loose] = codes()
    assert loose != code_for(place)
    assert {(s.code, s.wave, s.state) for s in db.session.scalars(select(FormState))} == {
        (code_for(place), "before", "untied"),
        (code_for(place), "after", "untied"),
    }
    page = client.get(link_of(place, "after"))
    assert heading(page) == AFTER[1]  # this browser goes on where it was
    tap(client, page, "4")
    assert codes() == {loose}
    elsewhere = app.test_client().get(link_of(place, "after"))
    assert heading(elsewhere) == "Your answers stand alone"
    again = app.test_client().press(f"{link_of(place, 'after')}/1", answer="1")
    assert again.status_code == 303
    assert codes() == {loose}
    assert set(db.session.scalars(select(FormState.state))) == {"untied"}
    assert db.session.scalars(select(LinkedPlace)).all() == []


def test_words_stand_alone_too(client, college, over):
    place = college.enrol(over)
    client.submit(f"{link_of(place, 'after')}/words", words="Thank you")
    [before] = db.session.scalars(select(FreeText.id))
    choose(client, place, "untied", "after")
    db.session.rollback()
    [now] = db.session.scalars(select(FreeText.id))
    assert now != before


def test_a_choice_that_is_none(client, college, coming):
    assert choose(client, college.enrol(coming), "everyone").status_code == 422


def test_cut_loose_before_the_class_the_after_form_is_loose_too(app, client, college, coming, time):
    place = college.enrol(coming)
    tap(client, client.get(link_of(place)), "5")
    choose(client, place, "untied")
    time.move(days=22)
    later = app.test_client()
    page = later.get(link_of(place, "after"))
    assert "Nobody can tell which answers are yours" in page.text
    while 'name="answer" value="5"' in page.text:
        page = tap(later, page, "3")
    later.submit(f"{link_of(place, 'after')}/words", words="Goodbye")
    assert code_for(place) not in codes()
    assert len(codes()) == 2
    page = app.test_client().get(link_of(place, "after"))
    assert heading(page) == "Your answers stand alone"
