"""What the letters about teaching say. Nobody's perspective is in them: a mailbox may be shared,
and paper lies about. That is only read after signing in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Flask
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, select

from recoverycollege import clock, letters
from recoverycollege.accounts.models import Person
from recoverycollege.classes.models import (
    Absence,
    ClassSession,
    CoTeacher,
    Joining,
    ScheduledClass,
    Substitute,
    TeamMember,
)
from recoverycollege.classes.queries.fitting import needs_for
from recoverycollege.database import db
from recoverycollege.letters import Letter, Words
from recoverycollege.wording import day, moment, span

HAS = ("course", "when", "where", "link", "help")
BOARD = "/teaching/board"


def register(app: Flask) -> None:
    _register(app, "team_invited", invited, has=(*HAS, "answer_by"), must=("link",))
    _register(app, "team_answer", answer, has=HAS)
    _register(app, "team_joined", joined, has=(*HAS, "who"), must=("link",))
    _register(app, "team_not_needed", not_needed, has=HAS)
    _register(app, "team_moved", moved, has=HAS, must=("link",))
    _register(app, "team_taken_out", taken_out, has=HAS)
    _register(app, "team_dates", dates, has=HAS, must=("link",))
    _register(app, "team_called_off", called_off, has=HAS)
    _register(app, "team_needs", needs, has=("link", "help"), must=("link",), on_paper=False)


def _register(app: Flask, kind: str, compose: Any, **how: Any) -> None:
    letters.register(app, kind, compose, by_day=True, example=lambda: example(kind), **how)


def invited(letter: Letter) -> Words | None:
    """Someone is asked into a team. Nothing once it is answered or taken back."""
    row = db.session.get(Joining, letter.facts["joining_id"])
    if row is None or row.answer != "waiting" or row.scheduled_class.state == "called_off":
        return None
    link = f"/teaching/invitations/{row.id}"
    return _words(row.scheduled_class, link, _of(row), answer_by=moment(row.until))


def answer(letter: Letter) -> Words | None:
    """What became of an offer; or that somebody else was found first. Nothing about a yes that is
    over already."""
    row = db.session.get(Joining, letter.facts["joining_id"])
    if row is None or row.answer in ("waiting", "withdrawn"):
        return None
    if row.answer == "accepted" and not _teaches_now(row):
        return None
    link = f"/teaching/classes/{row.class_id}" if row.answer == "accepted" else BOARD
    facts = {"answer": row.answer, "invited": row.invited}
    return _words(row.scheduled_class, link, _of(row), facts)


def joined(letter: Letter) -> Words | None:
    """Someone came into the team, or steps in for a session, and is still there."""
    found = db.session.get(ScheduledClass, letter.facts["class_id"])
    person = db.session.get(Person, letter.facts["joined_id"])
    if found is None or person is None or person.erased_at is not None:
        return None
    absence = db.session.get(Absence, letter.facts["absence_id"] or 0)
    if letter.facts["absence_id"]:
        there = absence is not None and _steps_in(absence, person.id)
    else:
        there = any(member.person_id == person.id for member in found.team)
    if not there:
        return None
    facts = {"stepped_in": absence is not None}
    session = absence.session if absence else None
    return _words(found, f"/teaching/classes/{found.id}/team", session, facts, who=person.name)


def not_needed(letter: Letter) -> Words | None:
    """A co-teacher can come to a session after all."""
    session = db.session.get(ClassSession, letter.facts["session_id"])
    mine = select(Substitute.absence_id).join(Absence, Absence.id == Substitute.absence_id)
    still = mine.where(
        Absence.session_id == letter.facts["session_id"], Substitute.person_id == letter.person_id
    )
    if session is None or db.session.scalar(still) is not None:
        return None
    return _words(session.scheduled_class, BOARD, session)


def moved(letter: Letter) -> Words | None:
    """A session is at another time or place: to whoever steps in, until they have said that they
    still come, and to whoever was asked or offered."""
    absence = db.session.get(Absence, letter.facts["absence_id"])
    if absence is None or not _to_come(absence.session):
        return None
    found, session = absence.session.scheduled_class, absence.session
    if _steps_in(absence, letter.person_id):
        asked = absence.substitute is not None and absence.substitute.asked_again_at is not None
        return _words(found, _page(found), session, {"steps_in": True}) if asked else None
    joining = _waiting(letter.person_id, Joining.absence_id == absence.id)
    if joining is None:
        return None
    link = f"/teaching/invitations/{joining.id}" if joining.invited else BOARD
    return _words(found, link, session, {"steps_in": False})


def taken_out(letter: Letter) -> Words | None:
    """A session does not take place. Nothing where the class meets then all the same."""
    found = db.session.get(ScheduledClass, letter.facts["class_id"])
    at = datetime.fromisoformat(letter.facts["at"])
    if found is None or any(s.starts_at == at and not s.called_off for s in found.sessions):
        return None
    return _letter(BOARD, {}, {"course": found.course.title, "when": moment(at), "where": ""})


def dates(letter: Letter) -> Words | None:
    """How the dates of a class are now: to its team, and to whoever was asked into it."""
    found = db.session.get(ScheduledClass, letter.facts["class_id"])
    if found is None or found.state == "called_off":
        return None
    link = f"{_page(found)}/team"
    if all(member.person_id != letter.person_id for member in found.team):
        whole = (Joining.class_id == found.id) & Joining.absence_id.is_(None)
        joining = _waiting(letter.person_id, whole)
        if joining is None:
            return None
        link = f"/teaching/invitations/{joining.id}" if joining.invited else BOARD
    ahead = [session for session in found.sessions if _to_come(session)]
    lines = [f"{day(s.starts_at)}, {span(s.starts_at, s.ends_at)}" for s in ahead]
    return _words(found, link, None, when="\n".join(lines) or _("There is no date to come."))


def called_off(letter: Letter) -> Words | None:
    """A class does not take place: to all who teach, step in, or were asked."""
    found = db.session.get(ScheduledClass, letter.facts["class_id"])
    if found is None or found.state != "called_off":
        return None
    return _words(found, BOARD, None, when="")


def needs(letter: Letter) -> Words | None:
    """There is something on the board for them, and they want to hear of it."""
    row = db.session.get(CoTeacher, letter.person_id)
    if row is None or not row.wants_letters or not needs_for(row, clock.now()):
        return None
    return _letter(BOARD, {}, {})


def example(kind: str) -> Words | None:
    """The newest class that has a team, with a link that opens nothing."""
    newest = select(ScheduledClass).join(TeamMember).order_by(ScheduledClass.id.desc()).limit(1)
    found = db.session.scalar(newest)
    if found is None:
        return None
    if kind == "team_needs":
        return _letter("/teaching/example", {}, {})
    session = found.sessions[0] if found.sessions else None
    facts = {"answer": "accepted", "invited": False, "stepped_in": False, "steps_in": True}
    more = {"team_invited": {"answer_by": moment(clock.now())}, "team_joined": {"who": "Kofi"}}
    return _words(found, "/teaching/example", session, facts, **more.get(kind, {}))


def _words(
    found: ScheduledClass,
    link: str,
    session: ClassSession | None,
    facts: dict[str, Any] | None = None,
    **gaps: str,
) -> Words:
    now = clock.now()
    ahead = found.ahead(now)
    told = session or (ahead[0] if ahead else None)
    when = f"{day(told.starts_at)}, {span(told.starts_at, told.ends_at)}" if told else ""
    asked = {"one_session": session is not None, "times": len(ahead)}
    where = ", ".join(part for part in (found.venue.name, found.room) if part)
    said = {"course": found.course.title, "when": when, "where": where}
    return _letter(link, asked | (facts or {}), said | gaps)


def _letter(link: str, facts: dict[str, Any], gaps: dict[str, str]) -> Words:
    """With the page of help, which paper cannot open."""
    said = {"help": letters.help_page()} | gaps
    return Words(
        letters.subject(), facts, {"link": letters.page(link)}, said, {"paper": {"help": ""}}
    )


def _of(row: Joining) -> ClassSession | None:
    return row.absence.session if row.absence else None


def _waiting(person_id: int, about: ColumnElement[bool]) -> Joining | None:
    """What runs between someone and the college about this."""
    query = select(Joining).where(
        Joining.person_id == person_id, Joining.answer == "waiting", about
    )
    return db.session.scalar(query.limit(1))


def _to_come(session: ClassSession) -> bool:
    return session.starts_at > clock.now() and not session.called_off


def _page(found: ScheduledClass) -> str:
    return f"/teaching/classes/{found.id}"


def _teaches_now(row: Joining) -> bool:
    """Whether what was agreed still stands: in the team, or for the one session."""
    if row.scheduled_class.state == "called_off":
        return False
    if row.absence is not None:
        return _steps_in(row.absence, row.person_id)
    return any(member.person_id == row.person_id for member in row.scheduled_class.team)


def _steps_in(absence: Absence, person_id: int) -> bool:
    return absence.substitute is not None and absence.substitute.person_id == person_id
