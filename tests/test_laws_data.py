"""Tables point down, and every column that speaks of a person is declared."""

from __future__ import annotations

from recoverycollege import personal
from recoverycollege.accounts.presenting import titles
from recoverycollege.database import Base, db
from tests.source import rank, room_of


def test_no_relationship_points_upward(bare_app) -> None:
    found = []
    for mapper in Base.registry.mappers:
        own = room_of(mapper.class_.__module__)
        for relation in mapper.relationships:
            other = room_of(relation.mapper.class_.__module__)
            if other and (not own or rank(other) > rank(own)):
                found.append(f"{mapper.class_.__name__}.{relation.key} → {other}")
    assert not found, found


def test_no_foreign_key_points_upward(bare_app) -> None:
    rooms = {m.local_table.name: room_of(m.class_.__module__) for m in Base.registry.mappers}
    found = []
    for table in Base.metadata.tables.values():
        own = rooms[table.name]
        for key in table.foreign_keys:
            other = rooms[key.column.table.name]
            if own and other and rank(other) > rank(own):
                found.append(f"{table.name} → {key.column.table.name}")
    assert not found, found


def test_every_personal_column_is_declared(bare_app) -> None:
    missing = personal.undeclared(personal.registered(bare_app), db.metadata.tables.values())
    assert not missing, "\n".join(missing)


def test_every_declared_table_says_what_for(bare_app) -> None:
    found = []
    for held in personal.registered(bare_app).values():
        found += [] if held.kept else [f"{held.table} does not say how long it is kept"]
        found += [
            f"{held.table}.{name} does not say what for"
            for name, column in held.columns.items()
            if not column.purpose
        ]
    assert not found, "\n".join(found)


def test_every_table_given_out_has_a_name_people_read(bare_app) -> None:
    """Else "My data" would show the table's own."""
    with bare_app.test_request_context():
        named = titles()
    found = [
        held.key
        for held in personal.registered(bare_app).values()
        if any(column.exported for column in held.columns.values()) and held.key not in named
    ]
    assert not found, found


def test_answers_name_nobody(bare_app) -> None:
    """Feedback answers carry no person and no enrolment."""
    for name in ("answer", "free_text"):
        table = db.metadata.tables[name]
        assert not {k.column.table.name for k in table.foreign_keys} & {"person", "enrolment"}
        assert not [c.name for c in table.c if "person" in c.name or "enrolment" in c.name]
