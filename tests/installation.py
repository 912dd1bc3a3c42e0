"""One installation per test: its settings, and a database copied from a migrated template."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import flask_migrate
from flask import Flask
from sqlalchemy import event

from recoverycollege import create_app
from recoverycollege.config import Settings, load
from recoverycollege.database import db
from tests.postgres import Postgres

DEMO = {"demo": True, "throttle": "off"}
STRICT = {
    "demo": False,
    "throttle": "on",
    "secret_key": "the tests' own secret key, " * 2,
    "answer_key": "the tests' own answer key, " * 2,
    "smtp_url": "smtp://127.0.0.1:1",
    "base_url": "http://127.0.0.1:8000",
    "mail_from": "hello@riverside.example",
}


def settings_for(instance: Path, **overrides: Any) -> Settings:
    """Demo settings without throttles; `demo=False` gives those of a real college."""
    base = DEMO if overrides.get("demo", True) else STRICT
    return load({}, **({"instance": instance} | base | overrides))


class Databases:
    """Makes databases by kind. Migrates each kind once, and copies from then on."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sqlite: Path | None = None
        self._postgres: Postgres | None = None

    def new(self, kind: str, folder: Path) -> str:
        return self._new_postgres() if kind == "postgresql" else self._new_sqlite(folder)

    def empty(self, kind: str, folder: Path) -> str:
        """A database without any table."""
        if kind == "postgresql":
            return self.postgres.create()
        return f"sqlite:///{folder / 'empty.sqlite'}"

    def give_back(self, url: str) -> None:
        """The test that used this database has ended."""
        if self._postgres and url.startswith("postgresql"):
            self._postgres.give_back(url)

    def stop(self) -> None:
        if self._postgres:
            self._postgres.stop()

    @property
    def postgres(self) -> Postgres:
        if self._postgres is None:
            self._postgres = Postgres.start()
        return self._postgres

    def _new_sqlite(self, folder: Path) -> str:
        if self._sqlite is None:
            template = self._folder / "template.sqlite"
            migrate(self._folder, f"sqlite:///{template}")
            self._sqlite = template
        copy = folder / "recoverycollege.sqlite"
        shutil.copyfile(self._sqlite, copy)
        return f"sqlite:///{copy}"

    def _new_postgres(self) -> str:
        if not self.postgres.has_template:
            url = self.postgres.create()
            migrate(self._folder, url)
            self.postgres.keep_template(url)
        return self.postgres.new()


def migrate(instance: Path, url: str) -> None:
    """Brings a database to the newest schema, as `flask db upgrade` does."""
    app = create_app(settings_for(instance, database_url=url))
    with app.app_context():
        flask_migrate.upgrade()
        db.engine.dispose()


def never_wait_for_the_disk(app: Flask) -> None:
    """A test's database need not outlive a power cut, so SQLite writes without waiting until it is
    on the disk: a quarter of the time of all tests."""
    with app.app_context():
        engine = db.engine
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda c, record: c.execute("PRAGMA synchronous=OFF"))
