"""Those who take part in a long journey, each with their own account and their own browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from recoverycollege import clock
from recoverycollege.database import begin_write, db

PHONE, DESK = 375, 1280


class Cast:
    """People by their first name. Each has one page, which goes on where they left it."""

    def __init__(self, server: Any, open_page: Callable[..., Any]) -> None:
        self.server, self.college = server, server.college
        self.people: dict[str, Any] = {}
        self._open, self._pages = open_page, dict[str, Any]()

    def add(self, person: Any) -> Any:
        self.people[person.name.split()[0]] = person
        return person

    def at(self, name: str, path: str = "", width: int = DESK) -> Any:
        """Someone's page, gone to `path` where one is given, on a screen of this width."""
        page = self._pages.get(name)
        if page is None:
            page = self._open(self.server, path, width=width, person=self.people[name])
            self._pages[name] = page
            return page
        page.set_viewport_size({"width": width, "height": 800})
        if path:
            page.goto(path)
        return page


def says(page: Any, *words: str) -> None:
    """Waits until the page says each of these."""
    for each in words:
        page.locator("main").get_by_text(each).locator("visible=true").first.wait_for()


def follow(page: Any, words: str) -> None:
    page.locator("body").get_by_role("link", name=words).first.click()


def press(page: Any, words: str) -> None:
    page.get_by_role("button", name=words).click()


def unfold(page: Any, words: str) -> None:
    page.locator("summary", has_text=words).first.click()


def time_passes(group: Any, *, until_end: bool) -> None:
    """A class of one session has just begun, or is just over: the server's clock is the real one,
    so its session moves."""
    db.session.rollback()
    begin_write()
    (session,) = group.sessions
    length = session.ends_at - session.starts_at
    session.ends_at = clock.now() if until_end else clock.now() + length - timedelta(minutes=5)
    session.starts_at = session.ends_at - length
    db.session.commit()
