"""Someone without e-mail rings; the office finds the class, adds them and saves a place."""

from __future__ import annotations

from typing import Any

from tests.browser import axe


def test_the_office_enrols_a_caller_without_email(live_server: Any, open_page: Any) -> None:
    college = live_server.college
    group = college.scheduled_class(college.course("A good night's sleep"), capacity=2)
    office = college.person("Ola Berg", roles=["office"])

    page = open_page(live_server, "/staff/places?q=sleep", person=office)
    page.get_by_role("link", name="A good night's sleep").first.click()
    page.get_by_role("link", name="Save a place for a caller").click()
    page.get_by_label("Look for them first").fill("Fred")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="They are new here").click()
    page.locator("input[name=contact_by][value=phone]").check()
    page.get_by_label("Phone number").fill("01632 960 001")
    axe(page)
    page.get_by_role("button", name="Save their place").click()
    page.wait_for_load_state()
    assert page.title().startswith("Error: ")  # the charter was not read out yet
    assert page.get_by_label("Phone number").input_value() == "01632 960 001"

    page.locator("main input[name=name]").fill("Fred Moss")
    page.locator("main input[name=charter]").check()
    page.get_by_role("button", name="Save their place").click()
    assert "Fred Moss has a place" in page.locator("main").inner_text()
    page.goto(f"/staff/places?class_id={group.id}")
    assert "Fred Moss" in page.locator("main").inner_text()
    assert not live_server.letters()

    page.goto("/staff/people?q=960001")
    page.get_by_role("link", name="Fred Moss").click()
    text = page.locator("main").inner_text()
    assert "A good night's sleep" in text
    assert "Never tell a caller" in text
