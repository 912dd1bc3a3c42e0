"""What the parts of the loader share: the date, the chances, and the rows made so far."""

from __future__ import annotations

import random
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Integer, func, insert, select, text

from recoverycollege import clock
from recoverycollege.database import Base, db, is_postgres

DATA = Path(__file__).parent.parent / "data"
TOLD = {
    "course": "courses",
    "scheduled_class": "classes",
    "person": "people",
    "enrolment": "enrolments",
}
Row = dict[str, Any]


def read(name: str) -> dict[str, Any]:
    """One of the data files."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def read_courses() -> Iterator[Row]:
    """The courses of every strand, in the order of their files."""
    for path in sorted(DATA.glob("courses-*.toml")):
        yield from read(path.stem)["course"]


class Rows:
    """Rows by table, with their ids given in advance, so that they can name one another."""

    def __init__(self) -> None:
        self._made: dict[type[Base], list[Row]] = defaultdict(list)

    def add(self, model: type[Base], **values: Any) -> Row:
        """A new row. It may still be changed until everything is written."""
        made = self._made[model]
        row = {"id": len(made) + 1} | values if "id" in model.__table__.c else values
        made.append(row)
        return row

    def of(self, model: type[Base]) -> list[Row]:
        return self._made[model]

    def count(self, table: str) -> int:
        return sum(len(made) for model, made in self._made.items() if model.__tablename__ == table)

    def write(self) -> None:
        """All rows into the running transaction, table by table."""
        rank = {table.name: n for n, table in enumerate(Base.metadata.sorted_tables)}
        for model in sorted(self._made, key=lambda model: rank[model.__tablename__]):
            if self._made[model]:
                db.session.execute(
                    insert(model), self._made[model], execution_options={"render_nulls": True}
                )
                _continue_ids(model)


def _continue_ids(model: type[Base]) -> None:
    """PostgreSQL counts ids on its own; it goes on after ours. Codes are not counted."""
    columns = model.__table__.c
    if not is_postgres() or "id" not in columns or not isinstance(columns["id"].type, Integer):
        return
    name = model.__tablename__
    last = db.session.scalar(select(func.max(columns["id"])))
    sequence = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)")
    db.session.execute(sequence, {"name": name, "last": last})


@dataclass
class World:
    """The college in the making. `moment` is the midnight that began today: whatever the hour,
    the same day makes the same college."""

    today: date
    zone: ZoneInfo
    country: str
    seed: int
    rows: Rows = field(default_factory=Rows)

    @property
    def moment(self) -> datetime:
        return self.at(self.today, time(0))

    def at(self, day: date, hour: time) -> datetime:
        return clock.instant(day, hour, self.zone)

    def ago(self, days: int, hour: int = 10, minute: int = 0) -> datetime:
        return self.at(self.today - timedelta(days=days), time(hour, minute))

    def in_words(self) -> str:
        """How much was made, for whoever loads it."""
        rows = self.rows
        return ", ".join(f"{rows.count(table)} {words}" for table, words in TOLD.items())

    def chance(self, part: str) -> random.Random:
        """Chances of its own for each part: a change in one leaves the others as they were."""
        return random.Random(f"{self.seed} {part}")  # noqa: S311


def between(chance: random.Random, first: datetime, last: datetime) -> datetime:
    """A moment between two, to the minute."""
    minutes = max(0, int((last - first).total_seconds() // 60))
    return first + timedelta(minutes=chance.randint(0, minutes))
