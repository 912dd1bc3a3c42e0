"""How a class reads: its team, its format and place, in the language of the page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from babel.lists import format_list
from flask import current_app
from flask_babel import format_decimal, get_locale, gettext, ngettext

from recoverycollege import wording
from recoverycollege.catalogue.models import CourseVersion
from recoverycollege.classes.models import ClassSession, Material, ScheduledClass
from recoverycollege.classes.rules.team import ShownMember, ShownTeam


def team_line(team: ShownTeam) -> str:
    """Led together by Amina (lived experience) and Joan (occupational therapist)"""
    if not team.members:
        return gettext("Led by our team") if team.more else gettext("Its team is being found")
    names = [with_words(member) for member in team.members]
    if team.more:
        names.append(ngettext("one more of our team", "%(num)s more of our team", team.more))
    listed = listing(names)
    if len(names) > 1:
        return gettext("Led together by %(names)s", names=listed)
    return gettext("Led by %(names)s", names=listed)


def met_line(team: ShownTeam) -> str:
    """Whom one meets for one-to-one peer support: Amina (lived experience)"""
    if not team.members or team.more:
        return gettext("One of our team")
    return listing([with_words(member) for member in team.members])


def with_words(member: ShownMember) -> str:
    """Amina (lived experience)"""
    words = member.words or {
        "peer": gettext("lived experience"),
        "practitioner": gettext("works in this field"),
        "relative": gettext("relative"),
    }.get(member.perspective, "")
    return f"{member.name} ({words})" if words else member.name


def team_label(team: ShownTeam) -> str:
    """Peer-led, co-led or practitioner-led; nothing when that is not for this reader."""
    return {
        "peer-led": gettext("Peer-led"),
        "co-led": gettext("Co-led"),
        "practitioner-led": gettext("Practitioner-led"),
    }.get(team.label, "")


def listing(words: list[str]) -> str:
    """Amina, Joan and Kofi"""
    locale = str(get_locale() or "en")
    return str(format_list(words, locale="en_GB" if locale == "en" else locale))


def format_words(format_: str) -> str:
    return {
        "in-person": gettext("In person"),
        "online": gettext("Online"),
        "hybrid": gettext("In person or online"),
    }[format_]


def where_line(found: ScheduledClass) -> str:
    """The Old Library, Window Room. Never the joining link."""
    if found.format == "online" or found.venue.online:
        return gettext("Online, from wherever you are")
    place = ", ".join(part for part in (found.venue.name, found.room) if part)
    if found.format == "hybrid":
        return gettext("%(place)s, or online", place=place)
    return place


def when_line(sessions: Sequence[ClassSession]) -> str:
    """Saturday 5 December, 18:30 to 21:00; or how often, and the first date. Where all were called
    off, when they would have been."""
    held = [session for session in sessions if not session.called_off]
    if sessions and not held:
        return gettext("%(when)s (called off)", when=_when(sessions))
    return _when(held) if held else gettext("The dates will stand here soon")


def _when(held: Sequence[ClassSession]) -> str:
    first = held[0]
    day, hours = wording.day(first.starts_at), wording.span(first.starts_at, first.ends_at)
    if len(held) == 1:
        return gettext("%(day)s, %(hours)s", day=day, hours=hours)
    return gettext(
        "%(count)s times, first %(day)s, %(hours)s", count=len(held), day=day, hours=hours
    )


def first_session_words(found: ScheduledClass, now: datetime) -> str:
    """Where a college holds that the first session matters, and the class has more than that: so,
    until it begins. Else nothing."""
    held = [session for session in found.sessions if not session.called_off]
    if not current_app.extensions["settings"].first_session_matters or found.state != "open":
        return ""
    if len(held) < 2 or held[0].starts_at <= now:
        return ""
    return gettext(
        "The first session matters. If you can't come, tell us before, and we keep your place."
    )


def version_line(version: CourseVersion | None) -> str:
    """Taught from version 3 of the course, agreed in March 2026; nothing before there is one."""
    if version is None:
        return ""
    number = version.number
    if version.agreed_at:
        return gettext(
            "Taught from version %(number)s of the course, agreed in %(month)s.",
            number=number,
            month=wording.month_year(version.agreed_at),
        )
    return gettext(
        "Taught from version %(number)s of the course, of %(month)s.",
        number=number,
        month=wording.month_year(version.made_at),
    )


def neutral_title() -> str:
    """What a personal calendar or a subject line says: nothing about the course or the college."""
    return gettext("%(name)s class", name=current_app.extensions["settings"].mail_name)


def what_it_is(material: Material) -> str:
    """PDF, 340 KB; or where a link leads."""
    if material.url:
        return gettext("Link to %(site)s", site=urlsplit(material.url).hostname)
    ending = material.title.rpartition(".")[2]
    kind = {
        "pdf": gettext("PDF"),
        "docx": gettext("Word"),
        "xlsx": gettext("Excel"),
        "pptx": gettext("PowerPoint"),
        "png": gettext("Picture"),
        "jpg": gettext("Picture"),
        "jpeg": gettext("Picture"),
        "mp3": gettext("Sound"),
        "m4a": gettext("Sound"),
        "txt": gettext("Text"),
    }.get(ending, gettext("OpenDocument"))
    return gettext("%(kind)s, %(size)s", kind=kind, size=size_words(material.size))


def size_words(size: int) -> str:
    """340 KB, 1.2 MB"""
    if size < 1_000_000:
        return gettext("%(number)s KB", number=max(1, round(size / 1000)))
    return gettext("%(number)s MB", number=format_decimal(round(size / 1_000_000, 1)))
