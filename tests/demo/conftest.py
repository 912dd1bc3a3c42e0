"""One demonstration college for all tests that only look at it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from recoverycollege import clock
from recoverycollege.database import begin_write, db
from recoverycollege.demo import load
from recoverycollege.demo.loading.world import World
from tests import installation

TODAY = date(2026, 3, 11)  # a Wednesday in the spring term


@pytest.fixture(scope="session")
def loaded(databases, make_app, tmp_path_factory) -> tuple[Flask, World]:
    """The app with the loaded college, which takes some seconds."""
    folder = tmp_path_factory.mktemp("demo")
    settings = installation.settings_for(folder, database_url=databases.new("sqlite", folder))
    app = make_app(settings)
    with at_ten(), app.app_context():
        begin_write()
        world = load.load(
            today=TODAY,
            zone=settings.zone,
            country="GB",
            seed=1,
            answer_key=settings.answer_key,
        )
        db.session.commit()
        db.session.remove()
    return app, world


@pytest.fixture(scope="module")
def demo(loaded) -> Iterator[World]:
    """The loaded college, seen at ten in the morning; nothing may change it."""
    app, world = loaded
    with at_ten(), app.app_context():
        yield world
        db.session.remove()
        db.engine.dispose()


@contextmanager
def at_ten() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: datetime(2026, 3, 11, 10, tzinfo=UTC))
        yield
