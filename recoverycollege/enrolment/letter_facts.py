"""What letters about a place may say of it: facts for the templates' conditions, and plain words
for their placeholders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select

from recoverycollege import clock
from recoverycollege.catalogue.models import SupportEntry
from recoverycollege.classes.models import ClassSession, ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.links import token_for
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.enrolment.queries.people import next_session
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
        subject(),
        told,
        links,
        gaps(enrolment) | dict(more or {}),
        {"text": short | dict(text or {}), "paper": paper},
    )


def subject() -> str:
    """Neutral: the college's name itself can disclose, a course title even more."""
    name = current_app.extensions["settings"].mail_name
    return _("A message from %(name)s", name=name)


def facts_of(enrolment: Enrolment) -> dict[str, Any]:
    """What every letter about a place may ask in a condition."""
    found = enrolment.scheduled_class
    return {
        "state": enrolment.state,
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
        "other_dates": f"{settings.base_url}/courses/{found.course.slug}",
        "help": f"{settings.base_url}/help-now",
        "address": settings.college_address,
    }


def course_of(enrolment: Enrolment) -> str:
    """The course; and that it is about the place of a friend, where it is."""
    title = enrolment.scheduled_class.course.title
    return _("%(course)s (for your friend)", course=title) if enrolment.companion else title


def next_date(following: Enrolment | None) -> str:
    """Where their turn is kept when a class does not go ahead; or that the catalogue has more."""
    session = next_session(following.scheduled_class, clock.now()) if following else None
    if session is None:
        return _("You are very welcome on another date.")
    first = _("The next date begins on %(when)s. You are first in line for it, and nothing is "
              "saved without you.", when=moment(session.starts_at))  # fmt: skip
    if following is not None and following.state == "offered":
        return f"{first} {_('There is a place: we send you an offer, and you decide.')}"
    return f"{first} {_('As soon as there is a place, we send you an offer, and you decide.')}"


def position(found: int | None) -> str:
    """third; a wish that rests has no number"""
    return ordinal(found) if found else _("further down")


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
