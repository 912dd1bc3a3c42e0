"""Writers on SQLite queue up: whoever waits longest comes first, and nobody waits for ever."""

from __future__ import annotations

import threading
import time

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from recoverycollege import database
from recoverycollege.database import db

pytestmark = [pytest.mark.usefixtures("app"), pytest.mark.sqlite]


def writer():
    """A connection that has begun to write."""
    connection = db.engine.connect().execution_options(writing=True)
    connection.execute(text("SELECT 1"))
    return connection


def order(app):
    """Who came when: someone who had waited for most of a second, and twelve who came later."""
    came = []

    def wait_for_turn(name):
        with app.app_context(), writer():
            came.append(name)
            time.sleep(0.005)

    first = threading.Thread(target=wait_for_turn, args=["first"])
    later = [threading.Thread(target=wait_for_turn, args=["later"]) for _ in range(12)]
    with writer():
        first.start()
        time.sleep(0.7)
        for thread in later:
            thread.start()
        time.sleep(0.05)
    for thread in (first, *later):
        thread.join(10)
    return came


def test_whoever_waits_longest_is_hardly_overtaken(app):
    """By a few at most, who happen to try at the right moment. With SQLite's own wait it is most
    of the twelve."""
    for _ in range(3):
        came = order(app)
        assert len(came) == 13
        assert came.index("first") <= 4


def test_nobody_waits_for_ever(monkeypatch):
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.2)
    with writer(), pytest.raises(OperationalError, match="locked"):
        writer()


def test_all_else_waits_as_sqlite_does():
    with writer() as connection:
        assert connection.execute(text("PRAGMA busy_timeout")).scalar() == 15_000
