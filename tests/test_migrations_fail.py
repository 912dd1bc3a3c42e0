"""A migration that fails on SQLite leaves everything as it was, and the keys on."""

from __future__ import annotations

from collections.abc import Iterator

import flask_migrate
import pytest
from sqlalchemy import text

from recoverycollege.database import db


@pytest.fixture
def before_the_newest(make_app, settings_for, databases, tmp_path) -> Iterator[None]:
    """A SQLite database of an earlier version."""
    url = databases.empty("sqlite", tmp_path)
    app = make_app(settings_for(database_url=url))
    with app.app_context():
        flask_migrate.upgrade(revision="0016")
        yield
        db.session.remove()
        db.engine.dispose()
    databases.give_back(url)


def one(query: str) -> object:
    found = db.session.scalar(text(query))
    db.session.rollback()
    return found


def test_a_row_that_points_to_nothing_ends_it(before_the_newest, caplog) -> None:
    connection = db.engine.raw_connection()
    connection.driver_connection.executescript(
        "PRAGMA foreign_keys=OFF;"
        "INSERT INTO learning_outcome (course_id, position, words) VALUES (9, 1, 'rest');"
        "PRAGMA foreign_keys=ON;"
    )
    connection.close()
    with pytest.raises(SystemExit):
        flask_migrate.upgrade()
    assert "rows that point to nothing" in caplog.text
    assert one("SELECT version_num FROM alembic_version") == "0016"
    assert "most_courses" not in str(one("SELECT sql FROM sqlite_master WHERE name = 'term'"))
    assert one("PRAGMA foreign_keys") == 1
