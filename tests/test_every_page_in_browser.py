"""Every page in a real browser: accessible by light and dark, wide and narrow, as every role."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.browser import axe, no_sideways_scroll
from tests.crawl import crawl
from tests.lived_in import HOMES, OWN, ROLES, live_in

FILE = re.compile(r"\.ics|/export|/download")
PARTS = 4
CASES = [(role, part) for role in ROLES for part in range(PARTS if "office" in role else 1)]


def one_of_each(found: dict[str, str]) -> list[str]:
    """An address for each kind of page; files to keep are no pages."""
    kinds = {endpoint: url for url, endpoint in reversed(found.items())}
    return sorted(url for url in kinds.values() if not FILE.search(url))


@pytest.mark.parametrize(("role", "part"), CASES)
def test_every_page_is_accessible(live_server, open_page, role, part) -> None:
    cast = live_in(live_server.college)
    person = cast.people[role]
    client = live_server.app.test_client()
    if person:
        for name, value in live_server.cookies_of(person).items():
            client.set_cookie(name, value)
    found = crawl(client, HOMES[role], within=OWN[role])
    if role == "manager":  # who sees what the office sees, and a little more
        views = live_server.app.view_functions
        found = {url: name for url, name in found.items() if views[name].audience == role}
    urls = one_of_each(found)
    urls = urls[part::PARTS] if "office" in role else urls
    wide = open_page(live_server, urls[0], person=person)
    phone = open_page(live_server, urls[0], person=person, width=375, dark=True)
    wrong = []
    for url in urls:
        for page, look in ((wide, axe), (phone, variant), (phone, no_sideways_scroll)):
            if page.url != live_server.url + url:
                page.goto(url)
            try:
                look(page)
            except AssertionError as finding:
                wrong.append(f"{'dark' if page is phone else 'light'} {finding}")
    assert not wrong, "\n".join(wrong)


def variant(page: Any) -> None:
    """What changes with the look: colours, and sizes for thumbs."""
    axe(page, only=("color-contrast", "target-size"))
