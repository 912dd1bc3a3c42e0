"""A used database of PostgreSQL is made like new again: quicker than making another.

Of the template it remembers what its tables are, what they hold and where the numbers stand. A
database whose tables a test has changed, or that cannot be cleaned by this user, is given up.
"""

from __future__ import annotations

from typing import Any

import psycopg

# Tables, indexes, keys and their rules; a test that drops or adds one changes this.
LOOKS = """
    SELECT md5(string_agg(line, ';' ORDER BY line)) FROM (
        SELECT relname || relkind::text AS line FROM pg_class
            WHERE relnamespace = 'public'::regnamespace
        UNION ALL SELECT conname || conrelid::regclass FROM pg_constraint
            WHERE connamespace = 'public'::regnamespace
    ) AS everything"""
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
NUMBERS = "SELECT sequencename, start_value, last_value FROM pg_sequences ORDER BY sequencename"
ALONE = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""
Connection = psycopg.Connection[Any]


class LikeNew:
    """Knows how a new database is, from `connection` to one that nobody has used."""

    def __init__(self, connection: Connection) -> None:
        self._looks = _one(connection, LOOKS)
        tables = [name for (name,) in connection.execute(TABLES)]
        self._held = {name: rows for name in tables if (rows := _read(connection, name))}
        numbers = [
            f"setval('{name}', {last or start}, {'true' if last else 'false'})"
            for name, start, last in connection.execute(NUMBERS)
        ]
        # Without the keys between tables, in any order.
        self._clean = ";".join(
            [
                "SET LOCAL session_replication_role = replica",
                *(f'DELETE FROM "{name}"' for name in tables),
                f"SELECT {', '.join(numbers)}",
            ]
        )

    def again(self, connection: Connection) -> bool:
        """Cleans a database that is used no more; False when it cannot be used again."""
        try:
            with connection.transaction():
                connection.execute(ALONE)
                if _one(connection, LOOKS) != self._looks:
                    return False
                connection.execute(self._clean.encode())
                for name, rows in self._held.items():
                    with connection.cursor().copy(f'COPY "{name}" FROM STDIN'.encode()) as copy:
                        copy.write(rows)
        except psycopg.Error:
            return False
        return True


def _one(connection: Connection, query: str) -> object:
    row = connection.execute(query.encode()).fetchone()
    return row and row[0]


def _read(connection: Connection, table: str) -> bytes:
    with connection.cursor().copy(f'COPY "{table}" TO STDOUT'.encode()) as copy:
        return b"".join(bytes(part) for part in copy)
