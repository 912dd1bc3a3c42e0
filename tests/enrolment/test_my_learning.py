"""My learning: what is coming, what waits, what has been."""

from __future__ import annotations

from datetime import timedelta

from recoverycollege import clock


def test_an_empty_page_says_what_will_be_here(college, sign_in_as):
    page = sign_in_as(college.person("Ada Lark")).get("/my-learning").text
    assert "Hello Ada Lark." in page
    assert "Nothing saved yet" in page


def test_every_place_stands_where_it_belongs(college, sign_in_as):
    person = college.person()

    def place(title, state, **columns):
        group = college.scheduled_class(college.course(title), capacity=0)
        return college.enrol(group, person, state=state, **columns)

    place("Food and mood", "enrolled")
    place("Telling your story", "offered")
    place("Money and debt", "waiting")
    place("Walk and talk", "waiting", confirmed_at=None)
    place("Living with bipolar", "withdrawn")
    gone = college.scheduled_class(
        college.course("A good night's sleep"), sessions=[clock.now() - timedelta(days=40)]
    )
    college.enrol(gone, person, state="completed")
    college.enrol(college.scheduled_class(college.course("Not mine")))
    client = sign_in_as(person)
    page = client.get("/my-learning").text
    order = (
        "Waiting for your answer", "Telling your story", "Friday 13 March",
        "Coming up", "Food and mood", "Wednesday 18 March",
        "In line", "Money and debt", "You are first in line",
        "Walk and talk", "Not confirmed yet",
        "Earlier", "Living with bipolar", "A good night&#39;s sleep",
    )  # fmt: skip
    found = [page.index(words) for words in order]
    assert found == sorted(found)
    assert "Not mine" not in page
    assert len(client.statements) <= 10


def test_what_is_earlier_says_what_became_of_it(college, sign_in_as):
    """And a date still to come says so."""
    person = college.person()
    past = [clock.now() - timedelta(days=40)]
    college.enrol(college.scheduled_class(), person, state="withdrawn")
    college.enrol(college.scheduled_class(state="called_off"), person, state="withdrawn")
    came, missed = college.scheduled_class(sessions=past), college.scheduled_class(sessions=past)
    college.mark(came.sessions[0], college.enrol(came, person, state="completed"), "came")
    college.mark(missed.sessions[0], college.enrol(missed, person, state="completed"), "missed")
    page = sign_in_as(person).get("/my-learning").text
    assert "You let it go. First date: 18 March 2026, still to come." in page
    assert "It was called off. First date: 18 March 2026" in page
    assert "You took part. It began on 30 January 2026." in page
    assert "You had a place. It began on 30 January 2026." in page


def test_next_is_a_session_they_can_come_to(college, sign_in_as):
    person, group = college.person(), college.scheduled_class(sessions=2)
    place = college.enrol(group, person)
    client = sign_in_as(person)
    college.mark(group.sessions[0], place, "told_us")
    assert "Next: Wednesday 25 March" in client.get("/my-learning").text
    college.mark(group.sessions[1], place, "told_us")
    page = client.get("/my-learning").text
    assert "Your place stays yours." in page and "Next:" not in page
