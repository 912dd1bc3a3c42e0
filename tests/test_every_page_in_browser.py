"""Every page in a real browser: accessible by light and dark, wide and narrow, as every role."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from tests.browser import axe, no_sideways_scroll
from tests.crawl import crawl
from tests.lived_in import HOMES, OWN, ROLES, live_in

FILE = re.compile(r"\.(?:ics|csv)|/export|/download|/classes/\d+/materials/\d+$")
PARTS = 4
CASES = [(role, part) for role in ROLES for part in range(PARTS if "office" in role else 1)]


def one_of_each(found: dict[str, str]) -> list[str]:
    """An address for each kind of page; files to keep are no pages."""
    kinds = {endpoint: url for url, endpoint in reversed(found.items())}
    return sorted(url for url in kinds.values() if not FILE.search(url))


@pytest.mark.parametrize(("role", "part"), CASES)
def test_every_page_is_accessible(live_server, open_page, role, part) -> None:
    """The short form: everything once, and for the other looks what changes with the look."""
    urls, person = pages_of(live_server, role, part)
    walk(live_server, urls, [(open_page(live_server, urls[0], person=person), both_looks)])


@pytest.mark.proof
@pytest.mark.timeout(1200)
@pytest.mark.parametrize(("role", "part"), CASES)
def test_every_page_is_accessible_in_every_look(live_server, open_page, role, part) -> None:
    urls, person = pages_of(live_server, role, part)
    looks = [
        open_page(live_server, urls[0], person=person, width=width, dark=dark)
        for width in (1280, 375)
        for dark in (False, True)
    ]
    walk(live_server, urls, [(page, axe) for page in looks])


def pages_of(server: Any, role: str, part: int) -> tuple[list[str], Any]:
    """The pages of a role, one of each kind, or a part of them; and who plays the role."""
    person = live_in(server.college).people[role]
    client = server.app.test_client()
    if person:
        for name, value in server.cookies_of(person).items():
            client.set_cookie(name, value)
    found = crawl(client, HOMES[role], within=OWN[role])
    if role == "manager":  # who sees what the office sees, and a little more
        views = server.app.view_functions
        found = {url: name for url, name in found.items() if views[name].audience == role}
    urls = one_of_each(found)
    return urls[part::PARTS] if "office" in role else urls, person


def walk(server: Any, urls: list[str], looks: Iterable[tuple[Any, Callable[[Any], None]]]) -> None:
    """Takes every look at every page; raises AssertionError with all that is wrong."""
    wrong = []
    for url in urls:
        for page, look in looks:
            if page.url != server.url + url:
                page.goto(url)
            try:
                look(page)
            except AssertionError as finding:
                wrong.append(f"{page.viewport_size['width']} px {finding}")
    assert not wrong, "\n".join(wrong)


def both_looks(page: Any) -> None:
    """Everything when wide and light; colours, and sizes for thumbs, when dark and narrow."""
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 800})
    axe(page)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 375, "height": 800})
    axe(page, only=("color-contrast", "target-size"))
    no_sideways_scroll(page)
