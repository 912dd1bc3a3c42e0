"""Copies of a PostgreSQL database by its own tools."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from sqlalchemy import URL

ENDING = ".dump"
EMPTY = "DROP SCHEMA public CASCADE; CREATE SCHEMA public"


def save(url: URL, file: Path) -> None:
    """Copies the database into a new file in PostgreSQL's own format."""
    partial = file.with_name(file.name + ".part")
    os.close(os.open(partial, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
    try:
        _run(url, "pg_dump", "--format=custom", f"--file={partial}", _address(url))
        os.link(partial, file)  # unlike a rename, this never replaces
    finally:
        partial.unlink()


def check(file: Path) -> str:
    """The schema's version in a backup. Raises ValueError when the file is damaged or no backup."""
    wanted = ("--data-only", "--table=alembic_version", "--file=-", str(file))
    found = re.search(r"^COPY .*\n(\S+)\n\\\.$", _run(None, "pg_restore", *wanted), re.MULTILINE)
    if found is None:
        raise ValueError(f"{file} is not a backup of a college.")
    return found[1]


def put_back(url: URL, file: Path, kept: Path) -> None:
    """Keeps the present state in `kept`, then replaces it in one transaction."""
    save(url, kept)
    with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
        # First all of it into a file: a pipe that broke would look like the end of the backup.
        script = f"{folder}/restore.sql"
        _run(None, "pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(file))
        once = ("--single-transaction", "--set=ON_ERROR_STOP=1", "--quiet", "--no-psqlrc")
        steps = (f"--command={EMPTY}", f"--file={script}")
        _run(url, "psql", *once, *steps, _address(url))


def _address(url: URL) -> str:
    """Without the password: other users of the machine see what a command is started with."""
    bare = url.set(drivername="postgresql", password=None)
    return f"--dbname={bare.render_as_string(hide_password=False)}"


def _run(url: URL | None, tool: str, *arguments: str) -> str:
    password = {"PGPASSWORD": url.password} if url is not None and url.password else {}
    done = subprocess.run(  # noqa: S603
        [_find(tool), *arguments],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | password,
        check=False,
    )
    if done.returncode:
        first = (done.stderr.strip() or "no reason given").splitlines()[0]
        raise ValueError(f"{tool} did not succeed: {first}")
    return done.stdout


def _find(tool: str) -> str:
    """The tool on the path, or the newest one Debian keeps aside."""
    if found := shutil.which(tool):
        return found
    folders = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{tool}"), key=_version)
    if not folders:
        raise ValueError(f"{tool} is not installed. It comes with PostgreSQL's client tools.")
    return str(folders[-1])


def _version(path: Path) -> float:
    return float(path.parent.parent.name)
