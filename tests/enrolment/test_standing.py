"""Where a place stands, said as it is: a full term, a break, a friend, an answer given before."""

from __future__ import annotations

from datetime import timedelta

import pytest

from recoverycollege.database import db
from recoverycollege.enrolment.services.calling_off import call_off
from tests.enrolment.steps import ask, begin_again, leave, states

WEEK = timedelta(weeks=1)


def main(client, place):
    return " ".join(client.get(f"/places/{place.id}").text.split())


@pytest.mark.both
@pytest.mark.parametrize("state", ["waiting", "offered"])
def test_with_all_the_courses_of_a_term_it_says_what_can_be_done(college, sign_in_as, state):
    term, person = college.term(most_courses=1), college.person()
    college.enrol(college.scheduled_class(term_id=term.id), person)
    place = college.enrol(college.scheduled_class(term_id=term.id), person, state=state)
    page = main(sign_in_as(person), place)
    words = "You have as many courses this term as one person can have here."
    assert words in page and 'href="/my-learning">My learning</a>' in page
    assert "we let you know at once" not in page
    if state == "waiting":
        assert "Your turn is kept; when you let one go, the next free place can be yours." in page
    else:
        assert page.index("We keep this place for you until") < page.index(words)
        assert page.index(words) < page.index("Yes, I will take it")


def test_on_a_break_nobody_is_told_at_once(college, sign_in_as, time):
    person = college.person(paused_until=time.now + timedelta(days=9))
    page = main(
        sign_in_as(person), college.enrol(college.scheduled_class(), person, state="waiting")
    )
    assert "You are on a break until Friday 20 March; your turn is kept." in page
    assert "we let you know at once" not in page


@pytest.mark.parametrize("whom", ["friend", "supporter"])
def test_a_place_for_two_is_said_before_the_buttons(college, sign_in_as, whom):
    group, person = college.scheduled_class(), college.person()
    place = college.enrol(group, person, state="offered", places=2, with_whom=whom)
    client = sign_in_as(person)
    page = main(client, place)
    assert page.index(f"For you and a {whom}") < page.index("Yes, I will take it")
    assert ("or neither" in page) is (whom == "friend")
    client.press(f"/places/{place.id}/accept", page=f"/places/{place.id}")
    page = main(client, place)
    assert f"For you and a {whom}." in page and "or neither" not in page


@pytest.mark.both
def test_a_class_called_off_leads_to_the_next_date(college, course, sign_in_as, time, full):
    group, place = full
    later = college.scheduled_class(course, capacity=1, starts_in=5 * WEEK)
    college.enrol(later, place.person, companion=True)
    desk = college.office()
    client = sign_in_as(place.person)
    begin_again()
    call_off(group.id, time.now, desk.id)
    db.session.commit()
    page = main(client, place)
    assert "You are in line for the next date. Your turn is kept." in page
    moved = place.id + 2
    assert f'href="/places/{moved}">Wednesday 15 April, 11:00</a>' in page
    page = " ".join(client.get(f"/places/{moved}").text.split())
    assert "You are first in line." in page
    assert "free. When there is one for you" in page  # two sentences, with a space between them


def test_a_turn_that_was_left_was_no_place(college, sign_in_as, time, full):
    person = college.person()
    wish = ask(full[0], person, time.now)
    client = sign_in_as(person)
    client.press(f"/places/{wish.id}/withdraw", page=f"/places/{wish.id}")
    page = main(client, wish)
    assert "You are no longer in line" in page and "this place go" not in page
    body = client.letters(person.contacts[0].value)[-1].body
    assert "You are no longer in line for" in body and "let your place" not in body


def test_leaving_an_offer_or_a_place_is_letting_a_place_go(college, sign_in_as, time, full):
    group, place = full
    wish = ask(group, college.person(), time.now)
    leave(place, time.now)
    leave(wish, time.now)
    assert "You have let this place go" in main(sign_in_as(wish.person), wish)


@pytest.mark.both
def test_leaving_one_of_any_dates_says_that_the_others_wait(college, course, sign_in_as, time):
    person = college.person()
    taken = college.enrol(college.scheduled_class(course), person, any_class=True)
    how = {"any_class": True, "resting": True, "rests_for_id": taken.id}
    college.enrol(college.scheduled_class(course, capacity=0), person, state="waiting", **how)
    client = sign_in_as(person)
    client.press(f"/places/{taken.id}/withdraw", page=f"/places/{taken.id}")
    words = "You are in line again for the other dates of this course."
    assert words in main(client, taken)
    assert words in client.letters()[-1].body


def test_what_of_theirs_stays_is_said_before_and_after_leaving(college, sign_in_as):
    group, person = college.scheduled_class(), college.person()
    own = college.enrol(group, person)
    friend = college.enrol(group, person, companion=True, with_whom="friend")
    client = sign_in_as(person)
    assert "Your friend's place stays." in main(client, own)
    assert "Your own place stays." in main(client, friend)
    client.press(f"/places/{own.id}/withdraw", page=f"/places/{own.id}")
    assert "Your friend's place or turn stays as it is." in client.letters()[-1].body
    assert "stays." not in main(client, friend)


@pytest.mark.both
@pytest.mark.parametrize(
    ("first", "then", "said"),
    [
        ("accept", "decline", "You have said yes already. Can't come after all?"),
        ("decline", "accept", "You have said no already. Changed your mind?"),
    ],
)
def test_the_opposite_in_another_tab_is_answered(
    app, client, college, sign_in_as, time, full, first, then, said
):
    group, place = full
    wish = ask(group, college.person(), time.now)
    leave(place, time.now)
    page, link = f"/places/{wish.id}", client.link_from_letters(wish.person.contacts[0].value)
    tab, letter = sign_in_as(wish.person), app.test_client()
    tab.press(f"{page}/{first}", page=page)
    after = states(wish)
    answer = tab.press(f"{page}/{then}")
    assert answer.status_code == 303 and said in tab.get(answer.location).text
    answer = letter.press(f"{link}/{then}")
    assert answer.status_code == 303 and said in letter.get(answer.location).text
    assert states(wish) == after
    assert said not in tab.get(page).text
