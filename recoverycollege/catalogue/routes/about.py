"""About the college: how it works, its charter, privacy, accessibility."""

from __future__ import annotations

from flask import abort, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from recoverycollege import clock, personal
from recoverycollege.accounts.models import Charter
from recoverycollege.catalogue.blueprint import catalogue
from recoverycollege.config import Settings
from recoverycollege.database import db
from recoverycollege.guards import audience
from recoverycollege.personal import FIELD, KEPT


@catalogue.get("/how-it-works")
@audience("public")
def how_it_works() -> ResponseReturnValue:
    return render_template("catalogue/how_it_works.html", settings=settings())


@catalogue.get("/charter")
@audience("public")
def charter() -> ResponseReturnValue:
    """The charter in force, or another version that people agreed or will agree to."""
    versions = db.session.scalars(select(Charter).order_by(Charter.version.desc())).all()
    asked = request.args.get("version")
    today = clock.today(settings().zone)
    newest = versions[0] if versions else None
    shown = next((c for c in versions if c.in_force_from <= today), newest)
    if asked is not None:
        shown = next((c for c in versions if str(c.version) == asked), None) or abort(404)
    return render_template("catalogue/charter.html", charter=shown, versions=versions)


@catalogue.get("/privacy")
@audience("public")
def privacy() -> ResponseReturnValue:
    return render_template("catalogue/privacy.html", held=what_is_held(), settings=settings())


@catalogue.get("/accessibility")
@audience("public")
def accessibility() -> ResponseReturnValue:
    return render_template("catalogue/accessibility.html", settings=settings())


def settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found


def what_is_held() -> dict[str, list[tuple[list[str], str]]]:
    """Topic → what is held and for how long: read from the register that exporting and erasing
    work by, so that this page cannot promise anything else."""
    found: dict[str, list[tuple[list[str], str]]] = {}
    topics = {table: topic for topic, tables in table_topics() for table in tables}
    for table, held in personal.registered(current_app).items():
        columns = (c for c in held.columns.values() if c.what in {FIELD, KEPT})
        purposes = list(dict.fromkeys(_(column.purpose) for column in columns))
        if purposes:
            topic = topics.get(table, table.replace("_", " "))
            found.setdefault(topic, []).append((purposes, _(held.kept)))
    return found


def table_topics() -> list[tuple[str, tuple[str, ...]]]:
    """The tables of the register under the words people have for what is in them."""
    return [
        (_("You, and how we reach you"), ("person", "contact", "role")),
        (_("What you agreed to"), ("consent",)),
        (_("What helps you take part"), ("access_need",)),
        (_("Your places, and when you came"), ("enrolment", "offer", "attendance")),
        (_("Letters we sent you"), ("letter", "letter_wording")),
        (_("What the office did, and who looked"), ("task", "call_draft", "look", "history")),
        (_("Signing in"), ("signed_in", "code", "one_time_link", "recovery_code", "calendar_feed")),
        (
            _("Your ideas for courses, and courses you write with others"),
            (
                "course_idea",
                "designer",
                "design_note",
                "design_answer",
                "design_decision",
            ),
        ),
        (
            _("If you teach"),
            (
                "co_teacher",
                "joining",
                "team_member",
                "absence",
                "substitute",
                "plan_part",
                "material",
                "class_message",
                "record_signature",
                "reflection",
            ),
        ),
        (_("What you keep for yourself"), ("own_note", "future_letter")),
        (
            _("If you help with feedback"),
            (
                "question_form",
                "instrument_text",
                "moderator",
                "quote_yes",
                "text_reader",
                "identifying",
            ),
        ),
    ]
