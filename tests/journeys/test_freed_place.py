"""A place is let go; the first in line is offered it and accepts from the letter."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.browser import axe


def test_the_first_in_line_accepts_from_the_letter(live_server: Any, open_page: Any) -> None:
    college = live_server.college
    group = college.scheduled_class(capacity=1, starts_in=timedelta(days=21))
    goes = college.person("Ines Vale", email="ines@mail.example")
    first = college.person("Tom Ash", email="tom@mail.example")
    second = college.person("Ama Frost", email="ama@mail.example")
    college.enrol(group, goes)
    for person in (first, second):
        college.enrol(group, person, state="waiting")

    page = open_page(live_server, "/my-learning", width=375, person=goes)
    page.locator(".card a").first.click()
    page.locator("summary", has_text="I can't come any more").click()
    page.get_by_role("button", name="Let my place go").click()
    assert page.locator("h1").inner_text().startswith("You have let this place go")

    offer = live_server.letters("tom@mail.example")[-1]
    elsewhere = open_page(live_server, offer.link, width=375, script=False)
    assert elsewhere.locator("h1").inner_text().startswith("A place has come free")
    elsewhere.get_by_role("button", name="Yes, I will take it").click()
    assert elsewhere.locator("h1").inner_text().startswith("Your place is saved")
    assert not live_server.letters("ama@mail.example")

    waits = open_page(live_server, "/my-learning", width=375, person=second)
    assert "You are first in line" in waits.locator("main").inner_text()
    axe(waits)
