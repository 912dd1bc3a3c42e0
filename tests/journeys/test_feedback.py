"""Hope and learning, from the first question to the page where the office reads the change."""

from __future__ import annotations

import re
from datetime import timedelta
from time import monotonic
from typing import Any

import pytest

from recoverycollege import worker
from recoverycollege.database import begin_write, db
from recoverycollege.feedback.links import own_link
from tests.browser import axe, no_sideways_scroll
from tests.journeys.steps import press

SCALE = ("Very much", "Quite a lot", "Somewhat", "A little", "Not at all")


def form_of(server: Any, place: Any, wave: str) -> str:
    return f"/feedback/{own_link(server.settings.secret_key, place.id, wave)}"


def tap(page: Any, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def move(group: Any, by: timedelta) -> None:
    """The class meets at another time: the server's clock is the real one."""
    db.session.rollback()
    begin_write()
    for session in group.sessions:
        session.starts_at += by
        session.ends_at += by
    db.session.commit()


def fill_in(client: Any, link: str, values: str, words: str = "") -> None:
    """Answers every question, by plain requests."""
    for step, value in enumerate(values, 1):
        assert client.press(f"{link}/{step}", answer=value).status_code == 303
    if len(values) == 6:
        client.submit(f"{link}/words", words=words)


def work(server: Any) -> None:
    db.session.rollback()
    worker.run_once(server.app)


@pytest.mark.parametrize("script", [True, False])
def test_before_and_after_by_thumb(live_server: Any, open_page: Any, script: bool) -> None:
    """Four taps before and six after, and one box; names by role, as a screen reader has them."""
    college = live_server.college
    course = college.course(outcomes=("rest without guilt", "ask for help"))
    group = college.scheduled_class(course, sessions=1, starts_in=timedelta(days=1))
    place = college.enrol(group)
    began = monotonic()
    link = form_of(live_server, place, "before")
    page = open_page(live_server, link, width=375, script=script)
    assert page.get_by_role("heading", level=1).inner_text() == "I feel able to rest without guilt."
    for name in (*SCALE, "Skip", "Not today", "No more questions", "I would rather not say"):
        assert page.get_by_role("button", name=name, exact=True).count() == 1
    if script:
        axe(page)
        no_sideways_scroll(page)
    tap(page, "A little")
    tap(page, "Somewhat")

    elsewhere = open_page(live_server, link, width=375, dark=True, script=script)
    assert "Question 3 of 4" in elsewhere.locator("main").inner_text()
    tap(elsewhere, "Quite a lot")
    tap(elsewhere, "Very much")
    assert elsewhere.get_by_role("heading", level=1).inner_text() == "Thank you"
    assert monotonic() - began < 60

    move(group, timedelta(days=-2))
    after = open_page(live_server, form_of(live_server, place, "after"), width=375, script=script)
    for _ in range(6):
        tap(after, "Quite a lot")
    after.get_by_label("In your own words").fill("I slept better.")
    if script:
        axe(after)
    tap(after, "Send")
    assert after.get_by_role("heading", level=1).inner_text() == "Thank you"


def test_closed_half_way_and_on_with_another_phone(live_server: Any, open_page: Any) -> None:
    """Six taps and one box in all; every point of the scale is words to a screen reader."""
    college = live_server.college
    course = college.course(outcomes=("rest without guilt", "ask for help"))
    group = college.scheduled_class(course, sessions=1, starts_in=timedelta(hours=-4))
    link = form_of(live_server, college.enrol(group), "after")
    first = open_page(live_server, link, width=375)
    for _ in range(3):
        spoken = first.locator("main").aria_snapshot()
        for point in (*SCALE, "I would rather not say"):
            assert f'button "{point}"' in spoken
        tap(first, "Somewhat")
    first.context.close()

    other = open_page(live_server, link, width=375)
    assert "Question 4 of 6" in other.locator("main").inner_text()
    for _ in range(3):
        tap(other, "Very much")
    other.get_by_label("In your own words").fill("I came back to it on the bus.")
    tap(other, "Send")
    assert other.get_by_role("heading", level=1).inner_text() == "Thank you"


def test_one_press_half_way(live_server: Any, open_page: Any) -> None:
    college = live_server.college
    group = college.scheduled_class(sessions=4, starts_in=timedelta(days=-8))
    link = form_of(live_server, college.enrol(group), "mid")
    page = open_page(live_server, link, width=375)
    axe(page)
    no_sideways_scroll(page)
    tap(page, "Quite a lot")
    assert page.get_by_role("heading", level=1).inner_text() == "Thank you"


def test_the_form_by_keyboard_alone(live_server: Any, open_page: Any) -> None:
    college = live_server.college
    group = college.scheduled_class(college.course(outcomes=()), starts_in=timedelta(days=1))
    link = form_of(live_server, college.enrol(group), "before")
    page = open_page(live_server, link, script=False)
    for words in ("Somewhat", "Very much"):
        with page.expect_navigation():
            press(page, page.get_by_role("button", name=words, exact=True))
    assert page.get_by_role("heading", level=1).inner_text() == "Thank you"


def test_from_a_place_to_the_change(live_server: Any, open_page: Any) -> None:
    college = live_server.college
    teacher, student = (
        college.person("Amina Noor"),
        college.person("Ines Vale", email="i@m.example"),
    )
    group = college.scheduled_class(
        college.course("Rest", outcomes=("rest without guilt",)),
        sessions=1,
        starts_in=timedelta(hours=1),
        team=[(teacher, "peer"), (college.person("Joan Hill"), "practitioner")],
        term_id=college.term().id,
    )
    others = [college.enrol(group) for _ in range(7)]

    page = open_page(live_server, f"/classes/{group.id}/ask", width=375, person=student)
    page.get_by_role("button", name=re.compile("Save my place")).click()
    place_page = page.url
    page.get_by_role("link", name="Go to the questions").click()
    for words in ("Not at all", "A little", "Somewhat"):
        tap(page, words)
    assert page.get_by_role("heading", level=1).inner_text() == "Thank you"
    client = live_server.app.test_client()
    for place in others:
        fill_in(client, form_of(live_server, place, "before"), "234")

    register = open_page(live_server, "/teaching", width=375, person=teacher)
    register.get_by_role("link", name="Register").click()
    row = register.locator(".register > li", has_text="Ines Vale")
    row.get_by_label("Came").check()
    row.get_by_text("Saved").wait_for()

    move(group, timedelta(hours=-4))
    work(live_server)
    mail = live_server.letters("i@m.example")[-1]
    assert "Rest" in mail.body
    assert "Rest" not in mail.subject
    elsewhere = open_page(live_server, mail.link, width=375, script=False)
    for _ in range(5):
        tap(elsewhere, "Quite a lot")
    elsewhere.get_by_label("In your own words").fill("I did not expect to laugh.")
    tap(elsewhere, "Send")
    for place in others:
        fill_in(client, form_of(live_server, place, "after"), "34544")
        client.submit(f"{form_of(live_server, place, 'after')}/words", words="Thank you.")

    work(live_server)
    staff = open_page(live_server, f"/staff/feedback/class/{group.id}", person=college.office())
    told = staff.locator("main").inner_text()
    assert "I feel able to rest without guilt." in told
    assert "I did not expect to laugh." in told
    assert "change, not proof of cause" in told.lower()
    axe(staff)
    mine = open_page(live_server, f"/teaching/classes/{group.id}/feedback", person=teacher)
    assert "I feel able to rest without guilt." in mine.locator("main").inner_text()
    hope = open_page(live_server, "/my-learning/hope", width=375, person=student)
    assert "I did not expect to laugh." in hope.locator("main").inner_text()
    assert place_page.startswith(live_server.url)


def test_a_class_of_five_shows_nothing(live_server: Any, open_page: Any) -> None:
    college = live_server.college
    teacher = college.person("Amina Noor")
    group = college.scheduled_class(
        college.course("Rest", outcomes=("rest without guilt",)),
        sessions=1,
        starts_in=timedelta(hours=1),
        team=[(teacher, "peer"), (college.person(), "practitioner")],
    )
    places = [college.enrol(group) for _ in range(5)]
    client = live_server.app.test_client()
    for place in places:
        fill_in(client, form_of(live_server, place, "before"), "123")
    move(group, timedelta(hours=-4))
    for place in places:
        link = form_of(live_server, place, "after")
        fill_in(client, link, "55555")
        client.submit(f"{link}/words", words="Only five of us.")
    work(live_server)
    for person, url in (
        (college.office(), f"/staff/feedback/class/{group.id}"),
        (teacher, f"/teaching/classes/{group.id}/feedback"),
    ):
        page = open_page(live_server, url, person=person)
        told = page.locator("main").inner_text()
        assert "Only five of us" not in told
        assert "rest without guilt" not in told
        assert page.locator("svg").count() <= 1  # the college's mark at most
