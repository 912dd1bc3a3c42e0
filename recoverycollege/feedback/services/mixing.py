"""Laying answers anew, so that the order they lie in tells nothing.

On SQLite the tables lie in the order of their codes anyway. PostgreSQL puts each row where there
is room, and marks it with the transaction that wrote it: an answer would lie beside what else was
written in that minute. Written anew together, in the order of their codes, all rows look alike.
"""

from __future__ import annotations

from sqlalchemy import text

from recoverycollege.database import db, is_postgres

TABLES = {
    "answer": "code, item, wave",
    "free_text": "id",
    "form_state": "code, wave",
    "quote": "id",
}


def mix() -> int:
    """Writes every row anew where the order could tell something. Returns how many tables."""
    if not is_postgres():
        return 0
    # Locked against writing: a row that came between copying and deleting would be lost. All at
    # once, and in the order in which a press writes them.
    db.session.execute(text(f"LOCK TABLE {', '.join(TABLES)} IN EXCLUSIVE MODE"))
    for table, order in TABLES.items():
        for step in (
            f"CREATE TEMPORARY TABLE mixed_{table} ON COMMIT DROP AS SELECT * FROM {table}",
            f"DELETE FROM {table}",
            f"INSERT INTO {table} SELECT * FROM mixed_{table} ORDER BY {order}",
        ):
            db.session.execute(text(step))
    return len(TABLES)
