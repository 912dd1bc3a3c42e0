"""Copies of a SQLite database by its own online backup: safe beside a running server."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL

ENDING = ".sqlite"
BUSY_SECONDS = 30


def save(url: URL, file: Path) -> None:
    """Copies the database into a new file, readable by its owner only, and checks the copy."""
    source = Path(url.database or "")
    if not source.exists():
        raise ValueError(f"There is no database at {source}.")
    partial = file.with_name(file.name + ".part")
    os.close(os.open(partial, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
    try:
        _copy(source, partial)
        with closing(_open(partial)) as copied:
            copied.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
        check(partial)
        os.link(partial, file)  # unlike a rename, this never replaces
    finally:
        partial.unlink()


def check(file: Path) -> str:
    """The schema's version in a backup. Raises ValueError when the file is damaged or no backup."""
    try:
        with closing(_open(file, readonly=True)) as database:
            found = database.execute("PRAGMA integrity_check").fetchone()[0]
            if found != "ok":
                raise ValueError(f"{file} is damaged: {found}")
            return str(database.execute("SELECT version_num FROM alembic_version").fetchone()[0])
    except (sqlite3.DatabaseError, TypeError):
        raise ValueError(f"{file} is not a backup of a college.") from None


def put_back(url: URL, file: Path, kept: Path) -> None:
    """Keeps the present state in `kept`, then replaces it, all at once for whoever reads."""
    target = Path(url.database or "")
    if target.exists():
        save(url, kept)
    _copy(file, target)


def _copy(source: Path, target: Path) -> None:
    try:
        with closing(_open(source, readonly=True)) as one, closing(_open(target)) as other:
            one.backup(other)
    except sqlite3.Error as problem:
        raise ValueError(f"{source} could not be copied to {target}: {problem}.") from None


def _open(path: Path, readonly: bool = False) -> sqlite3.Connection:
    mode = "ro" if readonly else "rwc"
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=BUSY_SECONDS
    )
