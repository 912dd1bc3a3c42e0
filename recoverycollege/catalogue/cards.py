"""How courses and classes read on cards, in the language of the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from recoverycollege import clock, wording
from recoverycollege.classes.presenting import format_words, met_line, team_line
from recoverycollege.classes.rules.team import shown_team
from recoverycollege.enrolment.queries.browse import ListedCourse
from recoverycollege.enrolment.queries.coming import ComingClass

WEEK = 7
Card = dict[str, Any]


def course_card(course: ListedCourse) -> Card:
    """A course with its soonest class. The title leads to the course."""
    soonest = course.classes[0] if course.classes else None
    return {
        "url": url_for("catalogue.course", slug=course.slug),
        "title": course.title,
        "strand_name": course.strand_name,
        "strand_tint": course.strand_tint,
        "summary": course.summary,
        "pills": pills(soonest) if soonest else [],
        "facts": [*facts(soonest), *_more(course)] if soonest else _no_dates(),
    }


def class_card(one: ComingClass) -> Card:
    """One class. The title leads straight to it."""
    return {
        "url": url_for("classes.scheduled_class", class_id=one.id),
        "title": one.course_title,
        "strand_name": one.strand_name,
        "strand_tint": one.strand_tint,
        "summary": "",
        "pills": pills(one),
        "facts": facts(one),
    }


def dates_card(one: ComingClass) -> Card:
    """One class on its course's page, named by when it is."""
    return class_card(one) | {"title": when(one), "facts": facts(one)[1:], "id": one.id}


def pills(one: ComingClass) -> list[tuple[str, str]]:
    """How it meets, and whether there is a place."""
    return [(format_words(one.format), "plain"), places_pill(one)]


def places_pill(one: ComingClass) -> tuple[str, str]:
    if one.standing == "begun":
        return _("Already begun"), "plain"
    if one.standing == "closed":
        return _("Asking has closed"), "plain"
    if one.standing == "later" and one.enrol_from:
        return _("You can ask from %(day)s", day=wording.day_short(one.enrol_from)), "plain"
    if one.gathers and one.lot_until:
        return _("By lot: tell us by %(day)s", day=wording.day_short(one.lot_until)), "places"
    if one.one_to_one:
        return (_("Free"), "places") if one.has_places else (_("Taken just now"), "full")
    if one.has_places:
        return wording.number_of_places(one.counts.public_free), "places"
    return _("Full: join the waiting list"), "full"


def facts(one: ComingClass) -> list[tuple[str, str]]:
    """When, where and with whom. Each label begins the same in every language's own order."""
    found = [(_("When"), when(one)), (_("Where"), where(one))]
    return [*found, (_("With"), whom(one))]


def whom(one: ComingClass) -> str:
    shown = shown_team(one.team, "public", one.course_kind)
    return met_line(shown) if one.one_to_one else team_line(shown)


def listed(classes: Sequence[ComingClass]) -> list[list[tuple[str, str]]]:
    """The facts of each class of a course in print; of times to book the first, and how many."""
    free = [one for one in classes if one.has_places]
    if not any(one.one_to_one for one in classes):
        return [facts(one) for one in classes]
    return [[*facts(one), *_also(len(free) - 1, times=True)] for one in free[:1]]


def when(one: ComingClass) -> str:
    """Tuesdays 10:30 to 12:30, from 14 January"""
    hours = wording.span(one.first_starts, one.first_ends)
    if one.sessions == 1:
        return _("%(day)s, %(hours)s", day=wording.day(one.first_starts), hours=hours)
    if not _weekly(one):
        day = wording.day(one.first_starts)
        return _(
            "%(count)s times, first %(day)s, %(hours)s", count=one.sessions, day=day, hours=hours
        )
    weekday, day = wording.weekday_plural(one.first_starts), wording.day_short(one.first_starts)
    if one.standing == "begun":
        return _("%(weekday)s %(hours)s, since %(day)s", weekday=weekday, hours=hours, day=day)
    return _("%(weekday)s %(hours)s, from %(day)s", weekday=weekday, hours=hours, day=day)


def where(one: ComingClass) -> str:
    if one.format == "online" or one.venue_online:
        return _("Online, from wherever you are")
    if one.format == "hybrid":
        return _("%(place)s, or online", place=one.venue_name)
    return one.venue_name


def _weekly(one: ComingClass) -> bool:
    """Once a week on the same day; one week may be left out."""
    zone = wording.zone()
    first, last = (clock.local(at, zone).date() for at in (one.first_starts, one.last_starts))
    weeks, rest = divmod((last - first).days, WEEK)
    return rest == 0 and weeks in {one.sessions - 1, one.sessions}


def _more(course: ListedCourse) -> list[tuple[str, str]]:
    if not course.classes[0].one_to_one:
        return _also(len(course.classes) - 1)
    return _also(sum(one.has_places for one in course.classes) - 1, times=True)


def _also(more: int, *, times: bool = False) -> list[tuple[str, str]]:
    if more < 1:
        return []
    if times:
        return [(_("Also"), ngettext("%(num)s more time", "%(num)s more times", more))]
    return [(_("Also"), ngettext("%(num)s more date", "%(num)s more dates", more))]


def _no_dates() -> list[tuple[str, str]]:
    return [(_("When"), _("No dates just now. Ask us about the next one."))]
