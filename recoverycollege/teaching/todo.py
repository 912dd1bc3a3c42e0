"""What waits for a co-teacher, from every room that has something. Each source is a function that
asks one query, of all that is theirs or of their classes; the page of the week shows what they
bring, the longest waiting first.

To join in: write the query in its room, a source here, and add it to `SOURCES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from recoverycollege import wording
from recoverycollege.classes.models import Absence, ScheduledClass
from recoverycollege.classes.queries.joining import offers_to
from recoverycollege.classes.queries.reflections import to_answer
from recoverycollege.classes.services.shown import leads
from recoverycollege.feedback.queries.built import waiting_to_be_read
from recoverycollege.feedback.queries.termly import open_to_teams
from recoverycollege.feedback.wording import titles
from recoverycollege.teaching.queries import calls_to_make, unmarked_sessions

LOOK_BACK = timedelta(days=28)  # an older register is the office's to ask for


@dataclass(frozen=True)
class Todo:
    """One thing to do: what, where, and since when or until when."""

    words: str
    url: str
    due: datetime


Source = Callable[[int, Sequence[ScheduledClass], datetime], Iterator[Todo]]


def registers(person_id: int, mine: Sequence[ScheduledClass], now: datetime) -> Iterator[Todo]:
    """Sessions that are over and have no mark yet."""
    for session_id, title, starts_at in unmarked_sessions(person_id, now - LOOK_BACK, now):
        day = wording.day(starts_at)
        words = _("Fill in the register: %(course)s, %(day)s", course=title, day=day)
        yield Todo(words, url_for("teaching.register", session_id=session_id), starts_at)


def calls(person_id: int, mine: Sequence[ScheduledClass], now: datetime) -> Iterator[Todo]:
    """People who were missed, where the team rings them."""
    for class_id, title, count, due in calls_to_make(person_id):
        words = ngettext(
            "%(num)s person to ring: %(course)s",
            "%(num)s people to ring: %(course)s",
            count,
            course=title,
        )
        url = url_for("teaching.scheduled_class", class_id=class_id, _anchor="to-ring")
        yield Todo(words, url, due)


def questions(person_id: int, mine: Sequence[ScheduledClass], now: datetime) -> Iterator[Todo]:
    """The two questions after a class."""
    waiting = to_answer(person_id, mine, now)
    for found in (found for found in mine if found.id in waiting):
        words = _("Two questions for you, 3 minutes: %(course)s", course=found.course.title)
        due = max(session.ends_at for session in found.sessions)
        yield Todo(words, url_for("teaching.reflection", class_id=found.id), due)


def offers(person_id: int, mine: Sequence[ScheduledClass], now: datetime) -> Iterator[Todo]:
    """People who offer to teach with someone who leads, and wait for an answer."""
    led = {found.id: found for found in mine if _leads(person_id, found) and _goes_on(found, now)}
    for class_id, (number, since) in offers_to(led).items():
        words = ngettext(
            "%(num)s person offers to teach with you: %(course)s",
            "%(num)s people offer to teach with you: %(course)s",
            number,
            course=led[class_id].course.title,
        )
        yield Todo(words, url_for("teaching.team", class_id=class_id), since)


def _leads(person_id: int, found: ScheduledClass) -> bool:
    return any(leads(member) for member in found.team if member.person_id == person_id)


def _goes_on(found: ScheduledClass, now: datetime) -> bool:
    """Not called off, and not over; one without a date yet is still to come."""
    ends = [session.ends_at for session in found.sessions if not session.called_off]
    return found.state != "called_off" and (not ends or max(ends) > now)


def stand_ins(stepping_in: Sequence[Absence], now: datetime) -> Iterator[Todo]:
    """Sessions they step in for that were moved, until they say whether they still can."""
    for absence in stepping_in:
        session, substitute = absence.session, absence.substitute
        if session.starts_at <= now or not (substitute and substitute.asked_again_at):
            continue
        title, when = session.scheduled_class.course.title, wording.moment(session.starts_at)
        words = _(
            "It was moved: can you still step in? %(course)s, %(when)s", course=title, when=when
        )
        url = url_for("teaching.scheduled_class", class_id=session.class_id)
        yield Todo(words, url, session.starts_at)


def to_read(person_id: int, mine: Sequence[ScheduledClass], now: datetime) -> Iterator[Todo]:
    """Feedback forms that the office asks someone with lived experience to read."""
    for form_id, wave, asked_at in waiting_to_be_read(person_id):
        words = _("Read a feedback form, and say yes or no: %(form)s", form=titles()[wave])
        yield Todo(words, url_for("teaching.approval", form_id=form_id), asked_at or now)


def this_term(person_id: int, mine: Sequence[ScheduledClass], now: datetime) -> Iterator[Todo]:
    """What all who teach are asked once a term, in its second half."""
    settings = current_app.extensions["settings"]
    terms = {found.term_id for found in mine if found.term_id and found.state == "open"}
    term = open_to_teams(person_id, terms, now, settings.zone, settings.answer_key)
    if term is not None:
        words = _("Two questions on your own part, one minute: %(term)s", term=term.name)
        yield Todo(words, url_for("feedback.once_a_term", whom="co_teacher"), now)


SOURCES: tuple[Source, ...] = (offers, registers, calls, questions, to_read, this_term)


def things_to_do(
    person_id: int, mine: Sequence[ScheduledClass], stepping_in: Sequence[Absence], now: datetime
) -> list[Todo]:
    """All that waits for someone who teaches `mine`, and is `stepping_in` for others. One statement
    for each source."""
    found = [todo for source in SOURCES for todo in source(person_id, mine, now)]
    found += stand_ins(stepping_in, now)
    return sorted(found, key=lambda todo: todo.due)
