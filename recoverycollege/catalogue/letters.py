"""What the letters about ideas and courses written together say. Facts are read again when a letter
is sent: nothing is said that is no longer so."""

from __future__ import annotations

from flask import Flask
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from recoverycollege import clock, letters
from recoverycollege.catalogue.models import RUNNING, CourseDesign, CourseIdea, Designer
from recoverycollege.catalogue.rules.codesign import is_late
from recoverycollege.catalogue.support_list import entries
from recoverycollege.database import db
from recoverycollege.letters import Letter, Words
from recoverycollege.wording import zone

IDEAS = {
    "idea_received": ("new", "taken_up", "not_now"),
    "idea_taken_up": ("taken_up",),
    "idea_not_now": ("not_now",),
    "idea_in_catalogue": ("taken_up",),
}


def register(app: Flask) -> None:
    for kind in IDEAS:
        answered = kind == "idea_not_now"
        named = kind in ("idea_taken_up", "idea_in_catalogue")
        letters.register(
            app,
            kind,
            about_idea,
            by_day=answered,
            has=(("answer",) if answered else ("course",) if named else ()) + ("link", "help"),
            must=("answer",) if answered else ("link",),
            example=example,
        )
    composed = {"design_invited": invited, "design_time": time_is_over}
    composed |= {"design_lead": asked_to_lead, "design_agreed": agreed}
    for kind, compose in composed.items():
        letters.register(
            app,
            kind,
            compose,
            by_day=True,
            has=("course", "link", "help"),
            must=("link",),
            example=example,
        )


def about_idea(letter: Letter) -> Words | None:
    """To whoever had the idea, while it stands there."""
    idea = db.session.get(
        CourseIdea, letter.facts["idea_id"], options=[joinedload(CourseIdea.course)]
    )
    if idea is None or idea.state not in IDEAS[letter.kind]:
        return None
    course = idea.course
    if letter.kind == "idea_in_catalogue":
        if course is None or not course.in_catalogue:
            return None
        return _words(course.title, f"/courses/{course.slug}")
    return _words(course.title if course else idea.title, "/ideas/mine", idea.answer)


def invited(letter: Letter) -> Words | None:
    """To someone asked to write with others. Nothing once they have answered, or it is over."""
    asked = db.session.get(Designer, letter.facts["designer_id"])
    design = db.session.get(CourseDesign, asked.design_id) if asked else None
    if asked is None or design is None or asked.joined_at or design.state not in RUNNING:
        return None
    return _words(design.texts["title"], f"/design/{design.id}")


def time_is_over(letter: Letter) -> Words | None:
    """To whoever leads a round: its time is over, while it is so."""
    design = db.session.get(CourseDesign, letter.facts["design_id"])
    if design is None or not is_late(design.state, design.until, clock.today(zone())):
        return None
    return _words(design.texts["title"], f"/design/{design.id}")


def asked_to_lead(letter: Letter) -> Words | None:
    """To someone who writes with others and is asked to lead, until they have answered."""
    asked, design = _round(letter.facts["designer_id"])
    if asked is None or design is None or asked.lead_asked_at is None:
        return None
    return _words(design.texts["title"], f"/design/{design.id}") if _runs(design) else None


def agreed(letter: Letter) -> Words | None:
    """To everyone who writes: both sides have signed, while it is so."""
    mine, design = _round(letter.facts["designer_id"])
    if mine is None or design is None or mine.joined_at is None or design.state != "agreed":
        return None
    return _words(design.texts["title"], f"/design/{design.id}")


def _round(designer_id: int) -> tuple[Designer | None, CourseDesign | None]:
    mine = db.session.get(Designer, designer_id)
    return mine, db.session.get(CourseDesign, mine.design_id) if mine else None


def _runs(design: CourseDesign) -> bool:
    return design.state in RUNNING


def example() -> Words:
    """An invented case, with a link that opens nothing."""
    words = _("Thank you. There is a course much like it now. Next year we ask you again.")
    return _words(_("Food and mood"), "/ideas/example", words)


def _words(title: str, path: str, answer: str = "") -> Words:
    return Words(
        subject=letters.subject(),
        secrets={"link": letters.page(path)},
        gaps={"course": title, "answer": answer, "help": letters.help_page()},
        by_channel={"paper": {"help": help_lines()}},
    )


def help_lines() -> str:
    """Who can be rung now: paper has no links."""
    lines = (line for line in entries() if line.help_now and line.phone)
    return "\n".join(f"{line.name}: {line.phone}" for line in lines)
