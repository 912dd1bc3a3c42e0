"""`backup` and `restore`: a whole copy, never over anything, and back again."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import func, select, text

from recoverycollege.accounts.models import Person
from recoverycollege.database import db, is_postgres


def run(app, *words):
    db.session.remove()
    return app.test_cli_runner().invoke(args=[str(word) for word in words])


def people() -> int:
    found = db.session.scalar(select(func.count()).select_from(Person)) or 0
    db.session.rollback()
    return found


@pytest.mark.both
def test_there_and_back(app, college, time, tmp_path) -> None:
    college.person("Åse Lindström")
    file = tmp_path / "college.backup"
    saved = run(app, "backup", file)
    assert saved.exit_code == 0, saved.output
    assert [path.name for path in tmp_path.glob("college.backup*")] == ["college.backup"]
    assert file.stat().st_mode & 0o077 == 0
    college.person("Came Later")
    assert people() == 2
    restored = run(app, "restore", file)
    assert restored.exit_code == 0, restored.output
    assert db.session.scalars(select(Person.name)).all() == ["Åse Lindström"]
    db.session.rollback()
    kept = list(app.extensions["settings"].instance.glob("before-restore-*"))
    assert len(kept) == 1, "what was there before is kept"
    time.move(seconds=1)
    assert run(app, "restore", kept[0]).exit_code == 0
    assert people() == 2
    college.person("After all")
    assert people() == 3


def test_never_overwrites(app, tmp_path) -> None:
    file = tmp_path / "there.sqlite"
    file.write_text("something dear")
    answer = run(app, "backup", file)
    assert answer.exit_code == 1
    assert "never overwrites" in answer.output
    assert file.read_text() == "something dear"


@pytest.mark.both
def test_only_a_backup_is_restored(app, college, tmp_path) -> None:
    college.person("Sam Field")
    file = tmp_path / "letter.txt"
    file.write_text("Dear college, " * 500)
    assert run(app, "restore", file).exit_code == 1
    assert run(app, "restore", tmp_path / "absent").exit_code == 1
    assert people() == 1


def test_a_damaged_backup_is_refused(app, college, tmp_path) -> None:
    for number in range(50):
        college.person(f"Sam Field {number}")
    file = tmp_path / "college.sqlite"
    run(app, "backup", file)
    content = bytearray(file.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 8192] = b"x" * 8192
    file.write_bytes(content)
    assert run(app, "restore", file).exit_code == 1
    assert people() == 50


@pytest.mark.both
def test_a_newer_release_is_refused(app, tmp_path) -> None:
    db.session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    db.session.commit()
    file = tmp_path / "newer.backup"
    assert run(app, "backup", file).exit_code == 0
    answer = run(app, "restore", file)
    assert answer.exit_code == 1
    assert "newer release" in answer.output


def test_no_key_is_inside(app, college, tmp_path) -> None:
    college.manager()
    file = tmp_path / "college.sqlite"
    run(app, "backup", file)
    settings = app.extensions["settings"]
    content = file.read_bytes()
    assert settings.answer_key.encode() not in content
    assert settings.secret_key.encode() not in content
    if not is_postgres():  # one whole file, with nothing left beside it
        with closing(sqlite3.connect(file)) as database:
            assert database.execute("PRAGMA journal_mode").fetchone() == ("delete",)
