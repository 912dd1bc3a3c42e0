"""What an address asks for: numbers that fit the database, pages, search words."""

from __future__ import annotations

from flask import abort, request

from recoverycollege.database import LARGEST_ID

LONGEST_SEARCH = 100
MOST_PAGES = 10_000


def typed(name: str = "q") -> str:
    """What was typed into a search box."""
    return request.values.get(name, "").strip()[:LONGEST_SEARCH]


def number(name: str) -> int | None:
    """An id in the address, if there is one."""
    value = request.args.get(name, "").strip()
    return as_id(value) if value else None


def as_id(value: str) -> int:
    """What was sent as an id; what cannot be one is nobody's page."""
    if not (value.isascii() and value.isdecimal()) or len(value) > 10 or int(value) > LARGEST_ID:
        abort(404)
    return int(value)


def page() -> int:
    """Which page of a long list; the first when that makes no sense."""
    value = request.values.get("page", "1")
    good = value.isascii() and value.isdecimal() and len(value) < 6
    return min(max(1, int(value)), MOST_PAGES) if good else 1
