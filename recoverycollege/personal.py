"""The register of personal data: what is held about a person, why, for how long, and what
exporting and erasing do with it. Every room declares its tables here when it is set up; a column
of a table that speaks of a person and is not declared fails the build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import ColumnElement, Select, Table, and_, delete, exists, select, update
from sqlalchemy.orm import Session

from recoverycollege.database import db

OWNER = "owner"  # the column that says whose row it is
INSIDE = "inside"  # keys and bookkeeping that say nothing by themselves
ACTOR = "actor"  # the member of staff who did something
FIELD = "field"  # something about the person
KEPT = "kept"  # shown to the person; stays for the college's figures when they are erased


@dataclass(frozen=True)
class Column:
    """One declared column. `erased` is what stands there after erasing; None empties it."""

    what: str
    purpose: str = ""
    erased: Any = None
    exported: bool = True


def owner(purpose: str = "whose row it is") -> Column:
    return Column(OWNER, purpose, exported=False)


def inside(purpose: str = "bookkeeping") -> Column:
    return Column(INSIDE, purpose, exported=False)


def actor(purpose: str = "which member of staff did it") -> Column:
    return Column(ACTOR, purpose, exported=False)


def kept(purpose: str) -> Column:
    return Column(KEPT, purpose)


def held(purpose: str, *, erased: Any = None, exported: bool = True) -> Column:
    return Column(FIELD, purpose, erased, exported)


@dataclass(frozen=True)
class Held:
    """A table that speaks of people.

    `through` names the table its owner is found in when the row itself only points there
    (attendance → enrolment). `rows` says what erasing does: `delete` them, or `keep` them and
    empty the declared fields (figures stay right, nobody is left in them).

    What two people wrote in one row is declared twice: for the second of them under a `name` of its
    own, and `only` those rows in which a column has this value.
    """

    table: str
    kept: str
    columns: Mapping[str, Column]
    rows: str = "delete"
    through: str = ""
    name: str = ""
    only: tuple[str, str] | None = None

    @property
    def key(self) -> str:
        return self.name or self.table

    def owner_column(self) -> str:
        return next(name for name, column in self.columns.items() if column.what == OWNER)


def register(app: Flask, *tables: Held) -> None:
    app.extensions.setdefault("personal", {}).update({held.key: held for held in tables})


def registered(app: Flask) -> Mapping[str, Held]:
    return app.extensions["personal"]


def export(registry: Mapping[str, Held], session: Session, person_id: int) -> dict[str, Any]:
    """Everything held about a person: table name (or the name it has here) → list of rows (column →
    value)."""
    found: dict[str, Any] = {}
    there = _tables_with_rows(registry, session, person_id)
    for item in registry.values():
        table = db.metadata.tables[item.table]
        names = [name for name, column in item.columns.items() if column.exported]
        if not names:
            continue
        if item.key not in there:
            found[item.key] = []
            continue
        query = select(*(table.c[name] for name in names)).where(_mine(registry, item, person_id))
        rows = session.execute(query.order_by(*table.primary_key.columns)).mappings()
        found[item.key] = [dict(row) for row in rows]
    return found


def register_keyed(app: Flask, name: str, find: Callable[[int], list[dict[str, Any]]]) -> None:
    """What no table ties to a person, and only a key finds: `find(person_id)` gives it out."""
    app.extensions.setdefault("keyed", {})[name] = find


def everything(app: Flask, session: Session, person_id: int) -> dict[str, Any]:
    """All that is held about a person, what lies under a key included."""
    keyed = app.extensions.get("keyed", {})
    found = {name: find(person_id) for name, find in keyed.items()}
    return export(registered(app), session, person_id) | found


def erase(registry: Mapping[str, Held], session: Session, person_id: int) -> None:
    """Deletes or empties every declared row of a person, the highest rooms first."""
    there = _tables_with_rows(registry, session, person_id)
    for item in reversed(list(registry.values())):
        if item.key not in there:
            continue
        table = db.metadata.tables[item.table]
        mine = _mine(registry, item, person_id)
        if item.rows == "delete":
            session.execute(delete(table).where(mine))
            continue
        changes = {
            name: column.erased for name, column in item.columns.items() if column.what == FIELD
        }
        if changes:
            session.execute(update(table).where(mine).values(changes))


def _tables_with_rows(registry: Mapping[str, Held], session: Session, person_id: int) -> set[str]:
    """The tables that hold anything about a person: one statement instead of one for each."""
    questions = (
        exists().where(_mine(registry, item, person_id)).label(item.key)
        for item in registry.values()
    )
    answers = session.execute(select(*questions)).mappings().one()
    return {name for name, there in answers.items() if there}


def _mine(registry: Mapping[str, Held], item: Held, person_id: int) -> ColumnElement[bool]:
    table: Table = db.metadata.tables[item.table]
    column = table.c[item.owner_column()]
    if item.only:
        return and_(column == person_id, table.c[item.only[0]] == item.only[1])
    if not item.through:
        return column == person_id
    upper = registry[item.through]
    target = db.metadata.tables[item.through]
    ids: Select[Any] = select(target.c.id).where(_mine(registry, upper, person_id))
    return column.in_(ids)


def undeclared(registry: Mapping[str, Held], tables: Iterable[Table]) -> list[str]:
    """The columns that speak of a person and that no room declared (the law's test)."""
    speaking = {t.name for t in tables if t.name == "person" or _points_to(t, {"person"})}
    speaking |= {t.name for t in tables if _points_to(t, {"enrolment"})}
    missing = []
    for table in tables:
        declared = registry[table.name].columns if table.name in registry else {}
        if table.name in speaking or declared:
            names = set(table.c.keys()) ^ set(declared)
            missing += [f"{table.name}.{name}" for name in sorted(names)]
    return missing


def _points_to(table: Table, names: set[str]) -> bool:
    return any(key.column.table.name in names for key in table.foreign_keys)
