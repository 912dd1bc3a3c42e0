"""The catalogue's pages in a real browser: readable by everyone, on a phone and in the dark."""

from typing import Any

import pytest

from tests.browser import axe, no_sideways_scroll

PHONE = {"width": 375, "height": 740}
OTHER_LOOKS = ((1280, True), (375, False), (375, True))
PAGES = (
    "/",
    "/courses",
    "/courses?q=anxeity&format=in-person&day=tue",
    "/courses?q=nothing",
    "/courses/understanding-anxiety",
    "/prospectus",
)


@pytest.fixture
def server(live_server: Any) -> Any:
    college = live_server.college
    course = college.course("Understanding anxiety", content_note="We talk about fear.")
    college.scheduled_class(course, capacity=3)
    college.fill(college.scheduled_class(course, capacity=1, format="online"), waiting=1)
    for number in range(13):
        college.scheduled_class(college.course(f"Another course, number {number}"))
    return live_server


@pytest.mark.parametrize(
    ("width", "dark"),
    [(1280, False), *(pytest.param(*look, marks=pytest.mark.proof) for look in OTHER_LOOKS)],
)
def test_everyone_can_read_the_pages(server: Any, open_page: Any, width: int, dark: bool) -> None:
    page = open_page(server, "/", width=width, dark=dark)
    for path in PAGES:
        page.goto(path)
        axe(page)
        no_sideways_scroll(page)


def test_on_a_phone_the_first_card_shows_without_scrolling(server: Any, open_page: Any) -> None:
    page = open_page(server, "/courses", width=PHONE["width"], script=False)
    page.set_viewport_size(PHONE)
    card = page.locator(".card h3").first.bounding_box()
    assert card["y"] + card["height"] < PHONE["height"]
    assert not page.get_by_label("Tuesday").is_visible()


def test_filters_work_by_keyboard_without_script(server: Any, open_page: Any) -> None:
    page = open_page(server, "/courses", width=PHONE["width"], script=False)
    page.locator("summary", has_text="Choose by subject").press("Enter")
    page.get_by_label("Online", exact=True).first.press("Space")
    page.get_by_role("button", name="Show courses").press("Enter")
    page.wait_for_load_state()
    assert "format=online" in page.url
    assert page.locator(".count").inner_text() == "1 course"
    page.get_by_role("link", name="Take away: Online").press("Enter")
    assert page.locator(".count").inner_text() == "14 courses"
