"""What is held about a person, in plain words for a page, or as text a program can read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _

from recoverycollege.personal import Held
from recoverycollege.wording import day_year, time

Exported = Mapping[str, list[dict[str, Any]]]
MOST_ROWS = 20


@dataclass(frozen=True)
class Group:
    """One kind of thing we hold. `more`: how many further rows are only in the download."""

    title: str
    kept: str
    rows: list[list[tuple[str, str]]]
    more: int


def titles() -> dict[str, str]:
    """What the tables are called on the page; a table without a title shows its own name."""
    return {
        "person": _("Who you are"),
        "contact": _("How we reach you"),
        "role": _("What you do for the college"),
        "consent": _("What you agreed to"),
        "access_need": _("What would help you"),
        "signed_in": _("Where you signed in"),
        "code": _("Codes you asked for"),
        "one_time_link": _("Links that let you in"),
        "recovery_code": _("Your recovery codes"),
        "task": _("What the office did for you"),
        "look": _("Who looked at your page"),
        "letter": _("Letters to you"),
        "history": _("What was done, and when"),
        "team_member": _("Classes you teach"),
        "coproduction_record": _("What you signed together"),
        "enrolment": _("Your places"),
        "offer": _("Places set aside for you"),
        "attendance": _("Sessions you came to"),
    }


def in_plain_words(registry: Mapping[str, Held], found: Exported) -> list[Group]:
    """Everything held, group by group; empty groups are left out."""
    known = titles()
    groups = []
    for table, rows in found.items():
        shown = [pairs for row in reversed(rows) if (pairs := _pairs(registry[table], row))]
        if shown:
            title = known.get(table, table.replace("_", " ").capitalize())
            more = max(0, len(shown) - MOST_ROWS)
            groups.append(Group(title, _(registry[table].kept), shown[:MOST_ROWS], more))
    return groups


def _pairs(held: Held, row: Mapping[str, Any]) -> list[tuple[str, str]]:
    named = ((held.columns[name].purpose or name, value) for name, value in row.items())
    return [
        (_sentence(_(purpose)), _words(value))
        for purpose, value in named
        if value not in (None, "")
    ]


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return f"{day_year(value)}, {time(value)}"
    return day_year(value) if isinstance(value, date) else str(value)


def as_json(found: Exported) -> str:
    """Everything held, as text a program can read."""
    return json.dumps(found, ensure_ascii=False, indent=2, default=_plain)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime | date) else str(value)
