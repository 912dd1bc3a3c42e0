"""The help-now lines, copied into a file beside the database, so that they never depend on it."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from sqlalchemy import select

from recoverycollege.catalogue.models import SupportEntry
from recoverycollege.database import db

FIELDS = ("name", "words", "phone", "text_number", "sign_language", "url", "hours")
FILE_NAME = "help-now.json"


def write_help_now(app: Any) -> int:
    """Writes the file anew when the list has changed; answers how many files were written.

    Whoever changes the list calls this after the commit; a sweep mends what was missed.
    """
    rows = db.session.scalars(
        select(SupportEntry)
        .where(SupportEntry.help_now)
        .order_by(SupportEntry.position, SupportEntry.id)
    )
    lines = [{name: getattr(row, name) for name in FIELDS} for row in rows]
    words = json.dumps(lines, ensure_ascii=False, indent=1)
    path = app.extensions["settings"].instance / FILE_NAME
    if path.exists() and path.read_text(encoding="utf-8") == words:
        return 0
    _replace(path, words)
    return 1


def _replace(path: Path, words: str) -> None:
    """All at once: a reader meets the old file or the new one, never half of it."""
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=path.parent, prefix=path.name, delete=False
    ) as file:
        file.write(words)
    os.chmod(file.name, 0o644)
    os.replace(file.name, path)
