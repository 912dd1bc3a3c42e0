"""One demonstration college for all tests that only look at it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from recoverycollege import clock
from recoverycollege.database import begin_write, db
from recoverycollege.demo import load
from recoverycollege.demo.loading.world import World
from tests import installation

TODAY = date(2026, 3, 11)  # a Wednesday in the spring term


@pytest.fixture(scope="module")
def demo(databases, make_app, tmp_path_factory) -> Iterator[World]:
    """The loaded college, seen at ten in the morning; nothing may change it."""
    folder = tmp_path_factory.mktemp("demo")
    settings = installation.settings_for(folder, database_url=databases.new("sqlite", folder))
    app = make_app(settings)
    with pytest.MonkeyPatch.context() as patch, app.app_context():
        patch.setattr(clock, "now", lambda: datetime(2026, 3, 11, 10, tzinfo=UTC))
        begin_write()
        world = load.load(
            today=TODAY,
            zone=settings.zone,
            country="GB",
            seed=1,
            answer_key=settings.answer_key,
        )
        db.session.commit()
        yield world
        db.session.remove()
        db.engine.dispose()
