"""How a course that is written together reads, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from flask_babel import gettext

from recoverycollege import wording
from recoverycollege.catalogue.models import CourseDesign, Designer
from recoverycollege.catalogue.rules.codesign import Missing, is_late


def missing_words(missing: Iterable[Missing]) -> list[str]:
    """What a rule finds missing, as sentences."""
    return [gettext(words, **gaps) if gaps else gettext(words) for words, gaps in missing]


def state_words(design: CourseDesign, today: date) -> str:
    """Where a round stands, in a few words."""
    if is_late(design.state, design.until, today):
        return gettext("Time to decide")
    return {
        "open": gettext("Being written, until %(day)s", day=wording.day_short(design.until)),
        "agreed": gettext("Agreed and signed"),
        "published": gettext("In the catalogue"),
        "set_aside": gettext("Set aside for now"),
    }[design.state]


def side_words(perspective: str) -> str:
    return {
        "peer": gettext("peer"),
        "practitioner": gettext("practitioner"),
        "relative": gettext("relative"),
        "student": gettext("student"),
    }.get(perspective, "")


def name_of(one: Designer) -> str:
    """The name of someone who writes; of someone who was erased nothing is left."""
    return one.person.name or gettext("someone who has left")


def read_words(one: Designer, version: int) -> str:
    """Whether they have read the draft that stands there now."""
    if one.signed_version == version:
        return gettext("has read and signed this draft")
    if one.read_version is None:
        return gettext("has not read it yet")
    if one.read_version < version:
        return gettext("has read draft %(number)s", number=one.read_version)
    return gettext("has read this draft")
