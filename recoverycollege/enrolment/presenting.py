"""How what the rules found reads, to the person it concerns and to the office."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext, ngettext

from recoverycollege import wording
from recoverycollege.classes.models import TeamMember
from recoverycollege.classes.queries import member_facts
from recoverycollege.classes.rules.clashes import Clash
from recoverycollege.classes.rules.team import Viewer, name_of


def clash_words(found: Sequence[Clash]) -> str:
    """For the person themselves; nothing where nothing clashes. It never says which class."""
    if not found:
        return ""
    when = _when(found[0])
    if found[0].close:
        first = gettext(
            "Your other class on %(when)s is in another place, with little time in between.",
            when=when,
        )
    else:
        first = gettext("This is at the same time as your other class on %(when)s.", when=when)
    return _and_more(first, found)


def clash_words_for_office(found: Sequence[Clash]) -> str:
    """For whoever saves a place for a caller."""
    if not found:
        return ""
    when = _when(found[0])
    if found[0].close:
        first = gettext(
            "They have a class in another place, with little time in between: %(when)s.", when=when
        )
    else:
        first = gettext("They have another class at the same time: %(when)s.", when=when)
    return _and_more(first, found)


def mark_words() -> list[tuple[str, str]]:
    """The marks of a register, in the order of its buttons."""
    return [
        ("came", gettext("Came")),
        ("part", gettext("Part of it")),
        ("told_us", gettext("Told us")),
        ("missed", gettext("Not here")),
    ]


def writer_of(team: Sequence[TeamMember], person_id: int, viewer: Viewer = "class") -> str:
    """Who of the team wrote something, by the name this viewer may see; never what they bring."""
    number = next((n for n, member in enumerate(team) if member.person_id == person_id), None)
    if number is None:
        return gettext("Your teaching team")
    kind = team[number].scheduled_class.course.kind
    return name_of(member_facts(team), number, viewer, kind) or gettext("Your teaching team")


def _when(clash: Clash) -> str:
    """Tuesday 3 March, 10:00 to 12:00"""
    other = clash.other
    hours = wording.span(other.starts_at, other.ends_at)
    return f"{wording.day(other.starts_at)}, {hours}"


def _and_more(first: str, found: Sequence[Clash]) -> str:
    more = len(found) - 1
    if not more:
        return first
    return f"{first} " + ngettext("And %(num)s more time.", "And %(num)s more times.", more)
