"""What letters with a message from the team say. Facts are read again when a letter leaves: whoever
has left the class does not get it, and the writer is named as the class may see them now."""

from __future__ import annotations

from flask import Flask, current_app
from flask_babel import gettext as _
from sqlalchemy import select

from recoverycollege import letters
from recoverycollege.classes.models import TeamMember
from recoverycollege.classes.queries import team_class
from recoverycollege.database import db
from recoverycollege.enrolment.letter_facts import HAS, links_of, words
from recoverycollege.enrolment.models import ClassMessage, Enrolment
from recoverycollege.enrolment.presenting import writer_of
from recoverycollege.enrolment.queries.people import place
from recoverycollege.enrolment.rules.attendance import ON_REGISTER
from recoverycollege.enrolment.services.messaging import COPY, TO_CLASS
from recoverycollege.letters import Letter, Words

MUST = ("message", "link")


def register(app: Flask) -> None:
    has = (*HAS, "writer", "message")
    letters.register(app, TO_CLASS, to_class, has=has, must=MUST, example=example)
    letters.register(
        app,
        COPY,
        copy_for_team,
        on_paper=False,
        has=("course", "writer", "message", "link", "help"),
        must=MUST,
        example=example_of_copy,
    )


def to_class(letter: Letter) -> Words | None:
    """For someone with a place. Nothing when they have left, or the message is gone."""
    enrolment = place(letter.facts["enrolment_id"])
    message = db.session.get(ClassMessage, letter.facts["message_id"])
    if enrolment is None or message is None or enrolment.state not in ON_REGISTER:
        return None
    return _about(enrolment, message, links_of(enrolment))


def copy_for_team(letter: Letter) -> Words | None:
    """For the rest of the team, as long as they are in it."""
    message = db.session.get(ClassMessage, letter.facts["message_id"])
    found = team_class(letter.person_id, message.class_id) if message else None
    if message is None or found is None:
        return None
    writer = writer_of(found.team, message.person_id, "team")
    return _copy(
        found.course.title, writer, message.words, f"/teaching/classes/{found.id}/messages"
    )


def example() -> Words | None:
    """The newest place someone has, with a link that opens nothing."""
    newest = select(Enrolment.id).where(Enrolment.state.in_(ON_REGISTER))
    enrolment_id = db.session.scalar(newest.order_by(Enrolment.id.desc()).limit(1))
    enrolment = place(enrolment_id) if enrolment_id else None
    if enrolment is None:
        return None
    settings = current_app.extensions["settings"]
    message = ClassMessage(words=_example_words(), person_id=_first_of(enrolment))
    return _about(enrolment, message, {"link": f"{settings.base_url}/places/link/example"})


def example_of_copy() -> Words | None:
    return _copy(_("A course"), _("Your teaching team"), _example_words(), "/teaching")


def _first_of(enrolment: Enrolment) -> int:
    team: list[TeamMember] = enrolment.scheduled_class.team
    return team[0].person_id if team else 0


def _example_words() -> str:
    return _("On Tuesday we meet in the garden room. Please bring a warm coat.")


def _about(enrolment: Enrolment, message: ClassMessage, links: dict[str, str]) -> Words:
    writer = writer_of(enrolment.scheduled_class.team, message.person_id)
    return words(enrolment, links, {"writer": writer, "message": message.words})


def _copy(course: str, writer: str, said: str, path: str) -> Words:
    return Words(
        letters.subject(),
        secrets={"link": letters.page(path)},
        gaps={
            "course": course,
            "writer": writer,
            "message": said,
            "help": letters.help_page(),
        },
    )
