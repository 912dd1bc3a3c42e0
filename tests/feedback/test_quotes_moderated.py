"""Who reads what may be quoted first: two people, one of whom speaks from lived experience."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from recoverycollege.database import db
from recoverycollege.feedback.models import FreeText, Moderator
from tests.feedback.quoting import SHORT, WORDS, the_quote, write, yes


def test_only_moderators_read_them(client, college, place, sign_in_as):
    write(client, place, quote="y")
    for person in (college.person(), college.office()):
        sign_in_as(person)
        for page in ("/quotes", f"/quotes/{the_quote().id}"):
            assert client.get(page).status_code == 403
        assert client.press(f"/quotes/{the_quote().id}/yes", final=SHORT).status_code == 403


def test_a_moderator_is_not_shown_who_wrote_it(client, place, moderators, sign_in_as):
    write(client, place, quote="y", **{"quote-name": "y"})
    sign_in_as(moderators[0])
    page = client.get("/quotes").text + client.get(f"/quotes/{the_quote().id}").text
    assert WORDS in page
    assert "Maria" not in page


@pytest.mark.both
def test_two_different_people_say_yes_to_the_same_words(client, place, moderators, sign_in_as):
    write(client, place, quote="y")
    yes(client, sign_in_as, moderators[0])
    yes(client, sign_in_as, moderators[0])
    assert the_quote().state == "offered"  # one person twice is one
    yes(client, sign_in_as, moderators[1], "I am not alone any more.")
    assert the_quote().state == "offered"  # other words
    yes(client, sign_in_as, moderators[0], "I am not alone any more.")
    assert the_quote().state == "asked"


def test_without_lived_experience_it_waits(client, college, place, moderators, sign_in_as):
    other = college.person("Third One")
    db.session.add(Moderator(person_id=other.id))
    db.session.commit()
    write(client, place, quote="y")
    for one in (moderators[1], other):
        yes(client, sign_in_as, one)
    assert the_quote().state == "offered"
    assert "still needs someone" in client.get("/quotes").text
    client.press("/quotes/me/yes", page="/quotes")
    yes(client, sign_in_as, other)
    assert the_quote().state == "asked"


def test_more_than_shortening_is_refused_and_stays_typed(client, place, moderators, sign_in_as):
    write(client, place, quote="y")
    answer = yes(client, sign_in_as, moderators[0], "I was healed by this course.")
    assert answer.status_code == 422
    assert "I was healed by this course." in answer.text
    assert "Please only leave words out" in answer.text


def test_whoever_read_older_words_reads_again(client, place, moderators, sign_in_as):
    write(client, place, quote="y")
    yes(client, sign_in_as, moderators[0])
    sign_in_as(moderators[1])
    url = f"/quotes/{the_quote().id}/yes"
    assert client.press(url, read=WORDS, final=WORDS).status_code == 422
    assert the_quote().final == SHORT


def test_nobody_says_yes_to_their_own_words(client, place, moderators, sign_in_as):
    db.session.add(Moderator(person_id=place.person_id, lived_experience=True))
    db.session.commit()
    write(client, place, quote="y")
    yes(client, sign_in_as, moderators[1], WORDS)
    sign_in_as(place.person)
    page = f"/quotes/{the_quote().id}"
    assert WORDS not in client.get("/quotes").text
    assert client.get(page).status_code == 404
    assert client.press(f"{page}/yes", read=WORDS, final=WORDS).status_code == 404
    assert the_quote().state == "offered"


def test_a_moderator_says_no(client, place, moderators, sign_in_as):
    write(client, place, quote="y")
    sign_in_as(moderators[0])
    client.press(f"/quotes/{the_quote().id}/no", page=f"/quotes/{the_quote().id}")
    assert the_quote() is None
    assert db.session.scalars(select(FreeText)).one().words == WORDS


def test_the_office_names_who_reads_first(client, college, sign_in_as):
    someone = college.person("Dee Okafor")
    sign_in_as(college.office())
    client.submit("/staff/quotes", page="/staff/quotes", q="Dee")
    client.press(f"/staff/quotes/moderators/{someone.id}/name")
    db.session.rollback()
    assert db.session.get(Moderator, someone.id).lived_experience is False
    assert "Dee Okafor" in client.get("/staff/quotes").text
    client.press(f"/staff/quotes/moderators/{someone.id}/dismiss", page="/staff/quotes")
    db.session.rollback()
    assert db.session.get(Moderator, someone.id) is None


def test_what_is_held_of_a_moderator(client, place, moderators, sign_in_as):
    write(client, place, quote="y")
    yes(client, sign_in_as, moderators[0])
    found = json.loads(client.get("/account/data/export").text)
    assert found["moderator"] == [{"lived_experience": True}]
    assert found["quote_yes"] == [{"lived_experience": True}]
