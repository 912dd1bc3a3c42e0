"""What letters about a place may say of it: facts for the templates' conditions, and plain words
for their placeholders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from recoverycollege import clock, letters
from recoverycollege.catalogue.models import SupportEntry
from recoverycollege.classes.models import ClassSession, ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.links import token_for
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.enrolment.queries.people import line_positions, next_session
from recoverycollege.enrolment.queries.turns import gathers
from recoverycollege.letters import Words
from recoverycollege.wording import day, moment, moment_brief, ordinal, span, time, zone

HAS = ("course", "when", "where", "other_dates", "link", "help", "address")


def words(
    enrolment: Enrolment,
    links: dict[str, str],
    more: Mapping[str, str] | None = None,
    text: Mapping[str, str] | None = None,
    **facts: Any,
) -> Words:
    """A letter about a place. `more`: placeholders that only this kind has, or says differently;
    `text`: how they read in a text message."""
    told = facts_of(enrolment) | facts
    short = {"when": moment_brief(told["next_session"].starts_at) if told["next_session"] else ""}
    paper = {"help": help_lines(), "where": where(enrolment.scheduled_class, joining=False)}
    return Words(
        letters.subject(),
        told,
        links,
        gaps(enrolment) | dict(more or {}),
        {"text": short | dict(text or {}), "paper": paper},
    )


def facts_of(enrolment: Enrolment) -> dict[str, Any]:
    """What every letter about a place may ask in a condition."""
    found = enrolment.scheduled_class
    return {
        "state": enrolment.state,
        "wish": enrolment,
        "lot": lot_words(until) if (until := gathered_until(enrolment)) else "",
        "when_free": when_free(enrolment),
        "sessions": [s for s in found.sessions if not s.called_off],
        "next_session": next_session(found, clock.now()),
    }


def gaps(enrolment: Enrolment) -> dict[str, str]:
    """The placeholders of every letter about a place, in words."""
    found = enrolment.scheduled_class
    settings = current_app.extensions["settings"]
    return {
        "course": course_of(enrolment),
        "when": dates([s for s in found.sessions if not s.called_off]),
        "where": where(found, joining=enrolment.state == "enrolled"),
        "other_dates": letters.page(f"/courses/{found.course.slug}"),
        "help": letters.help_page(),
        "address": settings.college_address,
    }


def course_of(enrolment: Enrolment) -> str:
    """The course; and whom it is for, where that is not the reader alone."""
    title = enrolment.scheduled_class.course.title
    if enrolment.companion:
        return _("%(course)s (for your friend)", course=title)
    if enrolment.places > 1 and enrolment.with_whom == "friend":
        return _("%(course)s (for two: you and your friend)", course=title)
    if enrolment.places > 1:
        return _("%(course)s (for two: you and your supporter)", course=title)
    return title


def next_date(following: Enrolment | None) -> str:
    """Where they stand on the next date when a class does not go ahead; or that the catalogue has
    more."""
    session = next_session(following.scheduled_class, clock.now()) if following else None
    if following is None or session is None:
        return _("You are very welcome on another date.")
    begins = _("The next date begins on %(when)s.", when=moment(session.starts_at))
    return f"{begins} {_on_it(following)}"


def _on_it(following: Enrolment) -> str:
    if following.state == "enrolled":
        return _("You already have a place on it.")
    if following.state == "offered" and following.auto_days is None:
        return _("There is a place for you: we send you an offer, and you decide.")
    if following.state == "offered":
        return _("There is a place for you.")
    if following.resting:
        return _("You have a place on another date of this course, and it stays yours.")
    if until := gathered_until(following):
        return _("You are among those who asked for it. %(lot)s", lot=lot_words(until))
    turn = line_positions([following.id]).get(following.id)
    stand = _("You are %(position)s in line for it.", position=ordinal(turn)) if turn else ""
    return f"{stand} {when_free(following)}".strip()


def when_free(enrolment: Enrolment) -> str:
    """What happens when a place comes free for someone in line, as they chose."""
    if enrolment.auto_days is None:
        return _("When there is a place for you, we write to you, and you decide.")
    return ngettext(
        "If a place comes free with %(num)s day or more to go, we save it for you, and tell you. "
        "Later than that we ask you first.",
        "If a place comes free with %(num)s days or more to go, we save it for you, and tell you. "
        "Later than that we ask you first.",
        enrolment.auto_days,
    )


def gathered_until(enrolment: Enrolment) -> str:
    """The day until which wishes are gathered, to be drawn by lot; empty where they are not."""
    found = enrolment.scheduled_class
    return day(found.lot_until) if found.lot_until and gathers(found) else ""


def lot_words(until: str) -> str:
    return _("Until the end of %(day)s we gather everyone's wishes. Then a lot decides the order, "
             "and we tell you how it went.", day=until)  # fmt: skip


def position(found: int | None) -> str:
    """third; nobody has a number before a lot, nor does a wish that rests or is not confirmed"""
    return ordinal(found) if found else _("in line")


def dates(sessions: Sequence[ClassSession]) -> str:
    """One date in the line; several as a list of their own."""
    lines = [one_date(session) for session in sessions]
    return lines[0] if len(lines) == 1 else "".join(f"\n- {line}" for line in lines)


def one_date(session: ClassSession) -> str:
    return f"{day(session.starts_at)}, {span(session.starts_at, session.ends_at)}"


def where(found: ScheduledClass, *, joining: bool) -> str:
    """The venue, the way in, and how to join online where that is told."""
    venue = found.venue
    place = ", ".join(part for part in (venue.name, venue.address) if part)
    lines = [" ".join(part.split()) for part in (place, venue.entrance)]
    if joining and found.joining_link:
        lines.append(_("To join online: %(link)s", link=found.joining_link))
        lines.append(_("Keeping your camera off is fine."))
    return "\n".join(line for line in lines if line)


def soon(moment: datetime) -> str:
    """tomorrow, 10:30"""
    days = (clock.local(moment, zone()).date() - clock.today(zone())).days
    if days == 0:
        return _("today, %(time)s", time=time(moment))
    if days == 1:
        return _("tomorrow, %(time)s", time=time(moment))
    return moment_brief(moment)


def help_lines() -> str:
    """Whom one can ring on a hard day: paper has no link to the page."""
    query = select(SupportEntry).where(SupportEntry.help_now, SupportEntry.phone != "")
    lines = db.session.scalars(query.order_by(SupportEntry.position, SupportEntry.id))
    return "".join(f"\n- {line.name}: {line.phone}" for line in lines)


def links_of(enrolment: Enrolment) -> dict[str, str]:
    settings = current_app.extensions["settings"]
    token = token_for(settings.secret_key, enrolment.id, enrolment.person_id)
    return {"link": f"{settings.base_url}/places/link/{token}"}
