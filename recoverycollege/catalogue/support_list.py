"""The office's steps on the support directory: each leaves a line in the history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from recoverycollege import history
from recoverycollege.catalogue.models import SupportEntry
from recoverycollege.catalogue.services import save_support_entry
from recoverycollege.database import db


def entries() -> list[SupportEntry]:
    """The whole list in its order, those on "Get help now" first."""
    query = select(SupportEntry).order_by(
        SupportEntry.help_now.desc(), SupportEntry.position, SupportEntry.id
    )
    return list(db.session.scalars(query))


def save_entry(
    entry: SupportEntry | None, values: Mapping[str, Any], *, by_id: int
) -> SupportEntry:
    """A new line at the end of the list, or the given one."""
    new = entry is None
    place = {"position": len(entries()) + 1} if new else {}
    entry = save_support_entry(entry, {**values, **place})
    _note("support.added" if new else "support.changed", entry, by_id)
    return entry


def delete_entry(entry: SupportEntry, *, by_id: int) -> None:
    _note("support.removed", entry, by_id)
    db.session.delete(entry)


def move_entry(entry: SupportEntry, up: bool, *, by_id: int) -> None:
    """One line up or down among its own: those on "Get help now", or the others."""
    lines = [line for line in entries() if line.help_now == entry.help_now]
    at = lines.index(entry)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(lines):
        return
    lines[at], lines[to] = lines[to], lines[at]
    for position, line in enumerate(lines, start=1):
        line.position = position
    _note("support.moved", entry, by_id)


def check_entry(entry: SupportEntry, today: date, *, by_id: int) -> None:
    """Someone rang or looked: the line is still right."""
    entry.checked_on = today
    _note("support.checked", entry, by_id)


def _note(action: str, entry: SupportEntry, by_id: int) -> None:
    history.record(action, "support_entry", entry.id, actor_id=by_id)
