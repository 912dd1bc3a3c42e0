"""The database: one `db`, the naming convention, SQLite's pragmas, and the write transaction."""

from __future__ import annotations

import sqlite3
import time
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, DateTime, Engine, Executable, MetaData, event
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from recoverycollege.supervise import serving

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
BUSY_SECONDS = 15
FIRST_PAUSE, LAST_PAUSE = 0.02, 0.001  # seconds between two tries of a writer in the queue
SHORTER_UNTIL = 0.5  # seconds of waiting until the pauses are as short as they get
LARGEST_ID = 2**31 - 1


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)


# What a web process keeps of the file for each thread: the system keeps all of it already.
PAGE_CACHE_KB = 512
# `hide_parameters`: a fault's text ends in the log, and must not bring along what people wrote.
ENGINE = {"pool_pre_ping": True, "hide_parameters": True}
db = SQLAlchemy(model_class=Base, engine_options=ENGINE)


class Instant(TypeDecorator[datetime]):
    """A UTC instant. Refuses a naive datetime; always comes back aware, in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its zone")
        return value.astimezone(UTC).replace(tzinfo=None if dialect.name == "sqlite" else UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def init_app(app: Flask) -> None:
    db.init_app(app)
    with app.app_context():
        listen(db.engine)


def listen(engine: Engine) -> None:
    """Makes SQLite behave: we begin transactions ourselves, so that a writer can queue up first."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def on_connect(connection: sqlite3.Connection, record: Any) -> None:
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout={BUSY_SECONDS * 1000}",
            "journal_mode=WAL",
            "foreign_keys=ON",
            "synchronous=FULL",
        ):
            connection.execute(f"PRAGMA {pragma}")
        if serving():
            connection.execute(f"PRAGMA cache_size=-{PAGE_CACHE_KB}")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing", False)
        if writing:
            queue_up(connection)
        else:
            connection.exec_driver_sql("BEGIN")


def queue_up(connection: Connection) -> None:
    """Begins a write transaction on SQLite: whoever waits longest tries most often.

    SQLite's own wait does the opposite: its pauses grow (to 100 ms), so whoever has waited long
    is overtaken by those who come after.
    """
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA busy_timeout=0")
    try:
        began = time.monotonic()
        while (waited := time.monotonic() - began) < BUSY_SECONDS:
            try:
                driver.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as problem:
                if problem.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    raise
            time.sleep(max(LAST_PAUSE, FIRST_PAUSE * (1 - waited / SHORTER_UNTIL)))
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # SQLAlchemy says that it is locked
    finally:
        driver.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")


def begin_write() -> None:
    """Begins the one write transaction of a request or command, before anything is read.

    On SQLite this takes the write lock at once (a read snapshot that later wants to write fails
    whatever the timeout). On PostgreSQL services lock the rows they decide about.
    Raises RuntimeError if something was read already: then the lock would come too late.
    """
    if db.session().in_transaction():
        raise RuntimeError("something was read before the write transaction began")
    db.session.connection(execution_options={"writing": True})


def end_read() -> None:
    """Ends what a page has read so far, so that `begin_write` can follow (after slow work)."""
    db.session.rollback()


def aside(statement: Executable) -> None:
    """Writes one append-only row on a connection of its own: a page that only reads may record
    that it was looked at, without its read transaction turning into a write."""
    connection = db.engine.connect().execution_options(writing=True)
    with connection, connection.begin():
        connection.execute(statement)


def is_postgres() -> bool:
    return db.engine.dialect.name == "postgresql"
