"""What is held about a person, in plain words for a page, or as text a program can read."""

from __future__ import annotations

import json
import re
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
    """One kind of thing we hold, the newest first. `more`: further rows only in the download."""

    title: str
    kept: str
    head: list[str]
    rows: list[list[str]]
    more: int

    @property
    def only(self) -> list[tuple[str, str]]:
        """The first row, as what it is and what it says."""
        pairs = zip(self.head, self.rows[0], strict=True)
        return [(what, words) for what, words in pairs if words]


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
        "call_draft": _("Calls of yours that were half done"),
        "look": _("Who looked at your page"),
        "letter": _("Letters to you"),
        "letter_wording": _("Letters you wrote the words of"),
        "calendar_feed": _("Your own calendar"),
        "history": _("What was done, and when"),
        "course_idea": _("Your ideas for courses"),
        "designer": _("Courses you write with others"),
        "design_note": _("What you said about drafts"),
        "design_answer": _("What you answered about drafts"),
        "design_decision": _("What you wrote down as decided"),
        "team_member": _("Classes you teach"),
        "co_teacher": _("Teaching: when and where you can"),
        "absence": _("Sessions you could not teach"),
        "substitute": _("Sessions you stepped in for"),
        "joining": _("Classes you offered to teach, or were asked to"),
        "plan_part": _("Parts of sessions you lead"),
        "material": _("Files and links you added"),
        "class_message": _("Messages you wrote to classes"),
        "record_signature": _("What you signed together"),
        "reflection": _("What you looked back on"),
        "own_note": _("Your goals, and what helped"),
        "future_letter": _("Letters to your future self"),
        "text_reader": _("That you read what students write"),
        "identifying": _("Texts you asked about, for someone's safety"),
        "moderator": _("That you read quotes first"),
        "quote_yes": _("Quotes you said yes to"),
        "question_form": _("Feedback forms you approved"),
        "instrument_text": _("Texts of instruments you signed for"),
        "enrolment": _("Your places"),
        "offer": _("Places set aside for you"),
        "attendance": _("Sessions you came to"),
    }


def values() -> dict[str, str]:
    """Short words of the database, as people say them."""
    return {
        "email": _("e-mail"),
        "text": _("text message"),
        "phone": _("phone"),
        "letter": _("letter"),
        "address": _("postal address"),
        "web": _("on this site"),
        "paper": _("on paper"),
        "in_person": _("in person"),
        "office": _("the office"),
        "team": _("the office and your teachers"),
        "manager": _("manager"),
        "en": _("English"),
        "came": _("you came"),
        "part": _("you came for a part"),
        "told_us": _("you told us you could not come"),
        "missed": _("you were not there"),
        "college_cancelled": _("we called it off"),
        "enrolled": _("you have a place"),
        "waiting": _("waiting"),
        "offered": _("a place is kept for you"),
        "withdrawn": _("you gave it back"),
        "lapsed": _("the offer ended"),
        "sent": _("sent"),
        "dropped": _("not sent, it was no longer needed"),
        "sign_in": _("to sign in"),
        "place": _("to save a place"),
        "call": _("a friendly call"),
        "reached": _("you spoke"),
        "comes_back": _("you will come back"),
        "would_leave": _("you would like to leave the class"),
        "taken_back": _("no longer needed"),
        "design": _("planned together"),
        "delivery": _("taught together"),
        "evaluation": _("looked back together"),
        "other": _("practitioner or relative"),
    }


def in_plain_words(registry: Mapping[str, Held], found: Exported) -> list[Group]:
    """Everything held, group by group; empty groups are left out."""
    groups = (_group(registry[table], rows) for table, rows in found.items() if rows)
    return [group for group in groups if group.head]


def _group(held: Held, rows: list[dict[str, Any]]) -> Group:
    names = [name for name in rows[0] if any(row[name] not in (None, "") for row in rows)]
    known = values()
    return Group(
        title=titles().get(held.key, held.key.replace("_", " ").capitalize()),
        kept=_(held.kept),
        head=[_sentence(_(held.columns[name].purpose or name)) for name in names],
        rows=[[_words(row[name], known) for name in names] for row in rows[: -MOST_ROWS - 1 : -1]],
        more=max(0, len(rows) - MOST_ROWS),
    )


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _words(value: Any, known: Mapping[str, str]) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return f"{day_year(value)}, {time(value)}"
    if isinstance(value, date):
        return day_year(value)
    words = known.get(str(value), str(value))
    return re.sub(r"[._]", " ", words) if re.fullmatch(r"[a-z_.]+", words) else words


def as_json(found: Exported) -> str:
    """Everything held, as text a program can read."""
    return json.dumps(found, ensure_ascii=False, indent=2, default=_plain)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime | date) else str(value)
