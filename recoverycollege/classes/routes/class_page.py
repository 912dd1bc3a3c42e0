"""A class: dates, place, team, places left or the line, and the button."""

from __future__ import annotations

from datetime import datetime

from flask import abort, current_app, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.classes.blueprint import classes
from recoverycollege.classes.linked_data import course_instance
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.classes.presenting import (
    first_session_words,
    format_words,
    met_line,
    team_label,
    team_line,
    version_line,
    when_line,
    where_line,
)
from recoverycollege.classes.queries import ClassFacts, class_facts
from recoverycollege.classes.rules.team import shown_team
from recoverycollege.enrolment.queries.people import place_on_class
from recoverycollege.enrolment.queries.places import counts
from recoverycollege.enrolment.rules.places import check_open
from recoverycollege.enrolment.services.asking import local_day, openness
from recoverycollege.errors import say
from recoverycollege.guards import audience
from recoverycollege.refusals import Refused


@classes.get("/classes/<int:class_id>")
@audience("public")
def scheduled_class(class_id: int) -> ResponseReturnValue:
    """Everyone's page of a class that is open or was called off."""
    now = clock.now()
    facts = class_facts(class_id) or abort(404)
    found, team = facts.scheduled_class, shown_team(facts.team, "public", facts.course.kind)
    mine = place_on_class(current_user.person_id, class_id) if _known() else None
    return render_template(
        "classes/scheduled_class.html",
        here="courses",
        facts=facts,
        found=found,
        over=facts.over(now),
        texts=facts.texts,
        taught_from=version_line(facts.version),
        counts=counts([class_id], now)[class_id],
        closed=why_closed(found, now),
        my_place=mine,
        data=linked_data(facts),
        team_label=team_label(team),
        format_words=format_words(found.format),
        when=when_line(facts.sessions),
        where=where_line(found),
        led_by=met_line(team) if facts.one_to_one else team_line(team),
        first_session=first_session_words(found, now),
    )


def _known() -> bool:
    return bool(current_user.is_authenticated)


def why_closed(found: ScheduledClass, now: datetime) -> str:
    """Why nobody can ask for a place now, in words; empty when they can."""
    try:
        check_open(openness(found), now, local_day(found, now))
    except Refused as refusal:
        return say(refusal)
    return ""


def linked_data(facts: ClassFacts) -> dict[str, object]:
    """For search engines: the same words as on the page."""
    found, words = facts.scheduled_class, facts.texts
    base = current_app.extensions["settings"].base_url
    url = base + url_for("classes.scheduled_class", class_id=found.id)
    shown = {"name": words.title, "description": words.summary}
    return {"@context": "https://schema.org"} | course_instance(found, url=url) | shown
