"""What each placeholder of a letter stands for, in the office's words."""

from __future__ import annotations

from flask_babel import gettext as _

from recoverycollege.letters.gaps import allowed, needed
from recoverycollege.letters.kinds import Kind


def meanings() -> dict[str, str]:
    return {
        "name": _("the name they like to be called"),
        "sender": _("the neutral name of the sender"),
        "phone": _("our telephone number"),
        "address": _("our postal address"),
        "office": _("our e-mail address"),
        "course": _("the course"),
        "when": _("the dates, or the one it is about"),
        "where": _("the place and the way in"),
        "link": _("their own link"),
        "code": _("the numbers to type in"),
        "answer_by": _("until when we wait for an answer"),
        "position": _("their place in line, such as third"),
        "standing": _("what we keep for them, and what to press"),
        "next": _("the next date, where their turn is kept"),
        "other_dates": _("the page with the other dates"),
        "answer": _("what the office wrote to them"),
        "help": _("where to get help now"),
    }


def listed(kind: Kind, channel: str) -> list[tuple[str, str, bool]]:
    """(placeholder, what it stands for, whether it must be there)"""
    words, must = meanings(), needed(kind.must, channel)
    return [
        (f"{{{name}}}", words.get(name, name.replace("_", " ")), name in must)
        for name in allowed(kind.has, channel)
    ]
