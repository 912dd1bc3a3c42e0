"""How what a class looks for reads, to co-teachers and in the office."""

from __future__ import annotations

from collections.abc import Sequence

from babel.dates import get_day_names
from flask_babel import get_locale
from flask_babel import gettext as _

from recoverycollege.classes.models import DAYS, CoTeacher


def day_words() -> dict[str, str]:
    """mon → Monday, by the reader's language."""
    names = get_day_names("wide", "stand-alone", locale=str(get_locale() or "en"))
    return {key: names[number].capitalize() for number, key in enumerate(DAYS)}


def part_words() -> dict[str, str]:
    return {
        "morning": _("In the morning"),
        "afternoon": _("In the afternoon"),
        "evening": _("In the evening"),
    }


def looking_for(sides: Sequence[str], *, one_session: bool) -> str:
    """A practitioner or a relative; for one session where that is so."""
    if one_session:
        return {
            "peer": _("A peer, for one session"),
            "practitioner": _("A practitioner, for one session"),
            "relative": _("A relative, for one session"),
        }.get("".join(sides), _("Someone to step in for one session"))
    if set(sides) == {"peer"}:
        return _("A peer")
    return _("A practitioner or a relative")


def says_yes_as(side: str) -> str:
    return {
        "peer": _("I could do this, as a peer"),
        "practitioner": _("I could do this, as a practitioner"),
        "relative": _("I could do this, as a relative"),
    }.get(side, _("I could do this"))


def side_words() -> dict[str, str]:
    return {"peer": _("Peer"), "practitioner": _("Practitioner"), "relative": _("Relative")}


def sides_in_words(row: CoTeacher) -> str:
    """Peer, Relative: the sides someone teaches from."""
    return ", ".join(side_words()[side] for side in row.perspectives)


def times_in_words(row: CoTeacher) -> str:
    """Monday, Tuesday · in the morning: what someone ticked; nothing when any time will do."""
    days, parts = day_words(), part_words()
    chosen = [", ".join(days[d] for d in row.days), ", ".join(parts[p] for p in row.parts)]
    return " · ".join(words for words in chosen if words)
