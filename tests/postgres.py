"""A PostgreSQL for the tests: the one of TEST_DATABASE_URL, or the system's own binaries.

Those run in a temporary folder on a socket, as an unprivileged user when the tests run as root
(PostgreSQL refuses root). Nothing is kept, so nothing waits for the disk.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url

from tests.children import Child
from tests.postgres_again import LikeNew

FAST = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "150",
    "timezone": "UTC",
}


def missing(reason: str, variable: str) -> None:
    """Skips, or fails where the environment says that it must be there (as in CI)."""
    if os.environ.get(variable) == "1":
        pytest.fail(f"{variable}=1, but {reason}")
    pytest.skip(reason)


class Postgres:
    """A server in which the tests make a database each, from one migrated template; or take one
    that is like new again."""

    def __init__(self, url: str, stop: Any = None) -> None:
        self.admin = make_url(url).set(drivername="postgresql")
        self._template = ""
        self._like_new: LikeNew | None = None
        self._spare: list[str] = []
        self._stop, self._count = stop, 0
        # From 15 on one may choose; as files a small database is copied in two thirds of the time.
        self._how = "STRATEGY FILE_COPY" if self._version() >= 150_000 else ""

    @classmethod
    def start(cls) -> Postgres:
        if given := os.environ.get("TEST_DATABASE_URL"):
            return cls(given)
        binaries = _binaries()
        if binaries is None:
            missing("there is no PostgreSQL: initdb was not found", "NEED_POSTGRES")
            raise AssertionError
        return _own_server(binaries)

    def stop(self) -> None:
        for url in (self._template, *self._spare):
            if url:
                self._drop(url)
        if self._stop:
            self._stop()

    def keep_template(self, url: str) -> None:
        """Every database from now on is like this one, which nobody uses any more."""
        self._template = url
        with self._connect(url) as connection:
            self._like_new = LikeNew(connection)

    @property
    def has_template(self) -> bool:
        return bool(self._template)

    def new(self) -> str:
        """The address of a database like the template."""
        return self._spare.pop() if self._spare else self.create(self._template)

    def create(self, template: str = "") -> str:
        """The address of a new database: empty, or a copy of the one at the address `template`."""
        self._count += 1
        name = f"rc_test_{os.getpid()}_{self._count}"
        of = make_url(template).database if template else "template0"
        self._do(f'CREATE DATABASE "{name}" TEMPLATE "{of}" {self._how}')
        return self.admin.set(database=name).render_as_string(hide_password=False)

    def give_back(self, url: str) -> None:
        """Nobody uses this database any more."""
        if self._like_new:
            with self._connect(url) as connection:
                if self._like_new.again(connection):
                    self._spare.append(url)
                    return
        self._drop(url)

    def _drop(self, url: str) -> None:
        self._do(f'DROP DATABASE IF EXISTS "{make_url(url).database}" WITH (FORCE)')

    def _version(self) -> int:
        with self._connect() as connection:
            return connection.info.server_version

    def _do(self, statement: str) -> None:
        with self._connect() as connection:
            connection.execute(statement.encode())

    def _connect(self, url: str = "") -> psycopg.Connection[Any]:
        url = url or self.admin.render_as_string(hide_password=False)
        return psycopg.connect(url, autocommit=True)


def _binaries() -> Path | None:
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((path.parent for path in folders), key=lambda p: int(p.parent.name), default=None)


def _unprivileged() -> dict[str, Any]:
    """The user PostgreSQL runs as when we are root."""
    if os.getuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    return {}


def _own_server(binaries: Path) -> Postgres:
    # Short: the name of a socket may have about a hundred characters.
    folder = Path(tempfile.mkdtemp(prefix="rc-pg-"))
    user = _unprivileged()
    if user:
        os.chown(folder, user["user"], user["group"])
    quiet: dict[str, Any] = {"cwd": folder, "stdout": subprocess.DEVNULL, **user}
    data = folder / "data"
    initdb = [binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"]
    subprocess.run([*initdb, "--locale=C.UTF-8", "-N"], check=True, **quiet)
    options = [part for name, value in FAST.items() for part in ("-c", f"{name}={value}")]
    command = [binaries / "postgres", "-D", data, "-k", folder, *options]
    server = Child(command, end_with="INT", stderr=subprocess.DEVNULL, **quiet)

    def stop() -> None:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)

    url = f"postgresql://postgres@/postgres?host={folder}"
    _wait(url)
    return Postgres(url, stop)


def _wait(url: str) -> None:
    for _ in range(600):
        try:
            psycopg.connect(url).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.05)
    raise AssertionError("PostgreSQL did not start within half a minute")
