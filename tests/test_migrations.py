"""Migrations: up from empty, down and up again, equal to the models, and nobody's data lost."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from alembic.runtime.migration import MigrationContext
from sqlalchemy import func, inspect, select, text

from recoverycollege import migrations_folder
from recoverycollege.database import Base, db

KEPT = (
    "person",
    "contact",
    "course",
    "term",
    "scheduled_class",
    "class_session",
    "team_member",
    "enrolment",
    "offer",
    "attendance",
)
VERSIONS = sorted((migrations_folder() / "versions").glob("[0-9]*.py"))
pytestmark = pytest.mark.both


def numbers(path: Path) -> tuple[str, str | None]:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.revision, module.down_revision


def test_versions_are_numbered_in_one_line() -> None:
    found = [numbers(path) for path in VERSIONS]
    names = [f"{n:04}" for n in range(1, len(VERSIONS) + 1)]
    assert [path.name[:4] for path in VERSIONS] == names
    assert [revision for revision, _ in found] == names
    assert [down for _, down in found] == [None, *names[:-1]]


@pytest.fixture
def empty(make_app, settings_for, databases, database_kind, tmp_path) -> Iterator[None]:
    """An app whose database has no table yet."""
    url = databases.empty(database_kind, tmp_path)
    app = make_app(settings_for(database_url=url))
    with app.app_context():
        yield
        db.session.remove()
        db.engine.dispose()
    databases.give_back(url)


def schema() -> dict[str, object]:
    """Tables with their columns, keys and indexes, as the database itself tells."""
    looked = inspect(db.engine)
    return {
        name: {
            "columns": [
                (c["name"], str(c["type"]), c["nullable"]) for c in looked.get_columns(name)
            ],
            "indexes": sorted(str(i["name"]) for i in looked.get_indexes(name)),
            "unique": sorted(str(u["name"]) for u in looked.get_unique_constraints(name)),
            "foreign": sorted(str(f["name"]) for f in looked.get_foreign_keys(name)),
            "checks": sorted(str(c["name"]) for c in looked.get_check_constraints(name)),
        }
        for name in looked.get_table_names()
        if not name.startswith("course_search")
    }


def test_schema_equals_models(empty) -> None:
    flask_migrate.upgrade()
    flask_migrate.check()
    tables = schema()
    assert set(tables) == {*Base.metadata.tables, "alembic_version"}
    for name, table in Base.metadata.tables.items():
        found = tables[name]
        wanted = {str(c.name) for c in table.constraints if str(c.name).startswith("ck_")}
        assert set(found["checks"]) == wanted, name  # type: ignore[index]


def test_up_down_up(empty) -> None:
    flask_migrate.upgrade()
    first = schema()
    flask_migrate.downgrade(revision="base")
    assert set(schema()) <= {"alembic_version"}
    flask_migrate.upgrade()
    assert schema() == first


def test_each_step_goes_both_ways(empty) -> None:
    for path in VERSIONS:
        flask_migrate.upgrade(revision=path.name[:4])
        after = schema()
        flask_migrate.downgrade(revision="-1")
        flask_migrate.upgrade(revision=path.name[:4])
        assert schema() == after, path.name


def starting_points() -> list[Any]:
    """Every version; in the short form the first and the newest."""
    names = [path.name[:4] for path in VERSIONS]
    short = {names[0], *names[-2:]}
    return [n if n in short else pytest.param(n, marks=pytest.mark.proof) for n in names]


@pytest.mark.parametrize("version", starting_points())
def test_data_survives_from_every_version(empty, version) -> None:
    flask_migrate.upgrade(revision=version)
    someone()
    before = counts()
    flask_migrate.upgrade()
    after = counts()
    assert {name: after[name] for name in before} == before
    assert before["person"] == 1
    assert db.session.scalar(text("SELECT name FROM person")) == "Søren Ægir"


def test_data_survives_down_and_up(app, college) -> None:
    """Rows that point to each other, through every version since there are places."""
    group = college.scheduled_class(capacity=2, term_id=college.term().id)
    line = college.fill(group, waiting=1)
    college.mark(group.sessions[0], line[0])
    college.enrol(group, state="offered")
    before = counts()
    assert before["enrolment"] == 4
    db.session.remove()
    flask_migrate.downgrade(revision="0004")
    flask_migrate.upgrade()
    after = counts()
    assert {name: after[name] for name in KEPT} == {name: before[name] for name in KEPT}
    if db.engine.dialect.name == "sqlite":
        assert db.session.execute(text("PRAGMA foreign_key_check")).all() == []
        assert db.session.scalar(text("PRAGMA foreign_keys")) == 1


def someone() -> None:
    """A person as every version knows one."""
    columns = {
        "name": "Søren Ægir",
        "folded_name": "soren aegir",
        "contact_by": "email",
        "language": "en",
        "message_ok": False,
        "call_if_missed": False,
        "envelope_name": "",
        "created_at": datetime(2026, 3, 11, 10, tzinfo=UTC),
    }
    names, gaps = ", ".join(columns), ", ".join(f":{name}" for name in columns)
    db.session.execute(text(f"INSERT INTO person ({names}) VALUES ({gaps})"), columns)
    db.session.commit()


def counts() -> dict[str, int]:
    tables = [Base.metadata.tables[n] for n in schema() if n in Base.metadata.tables]
    found = {t.name: db.session.scalar(select(func.count()).select_from(t)) or 0 for t in tables}
    db.session.rollback()
    return found


def test_a_migration_that_fails_leaves_the_keys_on(app, monkeypatch) -> None:
    def fails(*given, **named):
        raise RuntimeError("in the middle")

    monkeypatch.setattr(MigrationContext, "run_migrations", fails)
    db.session.remove()
    with pytest.raises(SystemExit):
        flask_migrate.upgrade()
    if db.engine.dialect.name == "sqlite":
        assert db.session.scalar(text("PRAGMA foreign_keys")) == 1
