"""How a row is made."""

from __future__ import annotations

from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import select

from recoverycollege.database import db
from recoverycollege.text import fold

ZONE = ZoneInfo("Europe/London")
Row = TypeVar("Row")


def slug(words: str) -> str:
    return fold(words).replace(" ", "-")


class Rows:
    """Puts rows into the tables, and counts what needs a name of its own."""

    def __init__(self) -> None:
        self._counted = 0

    def _next(self) -> int:
        self._counted += 1
        return self._counted

    def _add(self, row: Row) -> Row:
        db.session.add(row)
        db.session.commit()
        return row

    def _first(self, model: type[Row]) -> Row | None:
        return db.session.scalar(select(model).limit(1))
