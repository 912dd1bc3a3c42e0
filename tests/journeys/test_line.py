"""Two people who come together, and a class that does not go ahead."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.browser import axe


@pytest.mark.parametrize("script", [True, False])
def test_a_party_of_two_waits_and_is_offered_two_places(
    live_server: Any, open_page: Any, script: bool
) -> None:
    college = live_server.college
    group = college.scheduled_class(capacity=2, starts_in=timedelta(days=21))
    has = [college.person(f"Person {n}") for n in range(2)]
    for person in has:
        college.enrol(group, person)
    pair = college.person("Ines Vale", email="ines@mail.example")

    page = open_page(live_server, f"/classes/{group.id}/ask", width=375, person=pair, script=script)
    page.locator("summary", has_text="Coming with someone?").click()
    page.get_by_label("Me and a supporter").check()
    page.locator("summary", has_text="How would you like to wait?").click()
    if script:
        axe(page)
    page.get_by_role("button", name="Join the waiting list").click()
    words = page.locator("main").inner_text()
    assert "You are first in line." in words and "For you and a supporter." in words

    for person in has:
        leaves = open_page(live_server, "/my-learning", width=375, person=person)
        leaves.locator(".card a").first.click()
        leaves.locator("summary", has_text="I can't come any more").click()
        leaves.get_by_role("button", name="Let my place go").click()
    offer = live_server.letters("ines@mail.example")[-1]
    assert "a place has come free" in offer.body
    elsewhere = open_page(live_server, offer.link, width=375, script=script)
    elsewhere.get_by_role("button", name="Yes, I will take it").click()
    assert elsewhere.locator("h1").inner_text().startswith("Your place is saved")
    assert "For you and a supporter." in elsewhere.locator("main").inner_text()


def test_a_class_called_off_leads_to_the_next(live_server: Any, open_page: Any) -> None:
    college = live_server.college
    course = college.course("Food and mood")
    group = college.scheduled_class(course, capacity=1, starts_in=timedelta(days=14))
    later = college.scheduled_class(course, capacity=1, starts_in=timedelta(days=35))
    comes = college.person("Tom Ash", email="tom@mail.example")
    college.enrol(group, comes)
    desk = college.office()

    office = open_page(live_server, f"/staff/classes/{group.id}", person=desk)
    office.get_by_role("link", name="Call the class off").click()
    office.get_by_role("button", name="Yes, call it off").click()

    told = live_server.letters("tom@mail.example")
    off = next(mail for mail in told if "does not go ahead" in mail.body)
    assert "There is a place for you" in off.body
    offer = next(mail for mail in told if "a place has come free" in mail.body)
    page = open_page(live_server, off.link, width=375, script=False)
    assert page.locator("h1").inner_text().startswith("A place has come free")
    assert offer.link == off.link
    page.get_by_role("button", name="Yes, I will take it").click()
    assert page.locator("h1").inner_text().startswith("Your place is saved")

    why = open_page(live_server, f"/staff/places/{later.id}/line", person=desk)
    assert "Put first in line: their class was called off" in why.locator("main").inner_text()
    axe(why)
