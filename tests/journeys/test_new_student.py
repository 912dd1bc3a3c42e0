"""Someone new, on a phone, on a hard day: from the home page to a place of their own."""

from __future__ import annotations

from typing import Any

import pytest

from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from tests.browser import axe, no_sideways_scroll
from tests.journeys.steps import ask_by_email, press, reach_by_tab, type_into


def to_the_form(page: Any) -> list[str]:
    """From the home page to the form: the pages on the way."""
    pages = [page.url]
    page.locator(".card a").first.click()
    pages.append(page.url)
    page.get_by_role("link", name="Save my place").click()
    pages.append(page.url)
    return pages


@pytest.mark.parametrize("script", [True, False])
def test_a_new_student_saves_a_place(live_server: Any, open_page: Any, script: bool) -> None:
    live_server.college.scheduled_class(capacity=3)
    page = open_page(live_server, "/", width=375, script=script)
    pages = to_the_form(page)
    assert len(pages) <= 3
    ask_by_email(page, "Noor", "noor@mail.example")
    assert page.locator("h1").inner_text() == "We are keeping a place for you"
    if script:
        axe(page)
        no_sideways_scroll(page)

    # The letter is opened in a mail app's own browser, where nobody has been before.
    letter = live_server.letters("noor@mail.example")[-1]
    assert "anxiety" not in letter.subject.lower()
    elsewhere = open_page(live_server, letter.link, width=375, script=script)
    assert elsewhere.locator("h1").inner_text().startswith("We are keeping a place for you")
    elsewhere.get_by_role("button", name="Yes, save my place").click()
    assert elsewhere.locator("h1").inner_text().startswith("Your place is saved")
    assert "Everything about your place" in live_server.letters("noor@mail.example")[-1].body


def test_the_code_does_it_too(live_server: Any, open_page: Any) -> None:
    live_server.college.scheduled_class(capacity=3)
    page = open_page(live_server, "/", width=375)
    to_the_form(page)
    ask_by_email(page, "Noor", "noor@mail.example")
    page.get_by_label("The six numbers").fill(live_server.letters("noor@mail.example")[-1].code)
    page.get_by_role("button", name="Save my place").click()
    assert page.locator("h1").inner_text().startswith("Your place is saved")
    page.get_by_role("link", name="My learning").first.click()
    page.wait_for_load_state()
    assert page.locator(".card").count() == 1


def test_nothing_typed_is_lost_and_at_most_five_things_are_needed(
    live_server: Any, open_page: Any
) -> None:
    live_server.college.scheduled_class(capacity=3)
    page = open_page(live_server, "/", width=375)
    to_the_form(page)
    page.get_by_label("What would you like us to call you?").fill("Noor")
    page.get_by_role("button", name="Save my place").click()
    page.wait_for_load_state()
    assert page.title().startswith("Error: ")
    assert page.get_by_label("What would you like us to call you?").input_value() == "Noor"
    assert page.locator(".error-summary a").count() <= 4  # the name was the fifth
    axe(page)


@pytest.mark.parametrize("script", [True, False])
def test_by_keyboard_alone(live_server: Any, open_page: Any, script: bool) -> None:
    live_server.college.scheduled_class(capacity=3)
    page = open_page(live_server, "/", script=script)
    press(page, page.locator(".card a").first)
    press(page, page.get_by_role("link", name="Save my place"))
    reach_by_tab(page, page.get_by_label("E-mail", exact=True))
    page.keyboard.press("Space")
    type_into(page, page.get_by_label("E-mail address"), "noor@mail.example")
    type_into(page, page.get_by_label("What would you like us to call you?"), "Noor")
    press(page, page.get_by_label("I agree to the charter"), "Space")
    press(page, page.get_by_role("button", name="Save my place"))
    page.wait_for_url("**/ask/sent")
    code = live_server.letters("noor@mail.example")[-1].code
    type_into(page, page.get_by_label("The six numbers"), code)
    press(page, page.get_by_role("button", name="Save my place"))
    page.wait_for_url("**/places/*")
    assert page.locator("h1").inner_text().startswith("Your place is saved")


def test_a_second_person_with_the_same_mailbox_keeps_their_own_record(
    live_server: Any, open_page: Any
) -> None:
    college = live_server.college
    group = college.scheduled_class(capacity=5)
    first = college.person("Ada Lind", email="lind@mail.example")
    place = college.enrol(group, first)
    page = open_page(live_server, f"/classes/{group.id}/ask", width=375)
    ask_by_email(page, "Bo Lind", "lind@mail.example")
    letter = live_server.letters("lind@mail.example")[-1]
    assert "Bo Lind" in letter.body
    page.get_by_label("The six numbers").fill(letter.code)
    page.get_by_role("button", name="Save my place").click()
    page.goto("/account")
    assert "Bo Lind" in page.locator("main").inner_text()
    assert "Ada" not in page.locator("main").inner_text()
    page.goto(f"/places/{place.id}")
    assert page.locator("h1").inner_text() == "We cannot find that page"
    db.session.rollback()  # so that the next read sees what the server wrote
    names = [e.person.name for e in db.session.query(Enrolment).order_by(Enrolment.id)]
    assert names == ["Ada Lind", "Bo Lind"]
