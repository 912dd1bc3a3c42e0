"""Calendar files: of one class, and of the whole college."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Response, abort, current_app, request, url_for
from flask_babel import gettext as _

from recoverycollege import clock
from recoverycollege.classes.blueprint import classes
from recoverycollege.classes.calendar import MIMETYPE, Event, calendar_file, class_events
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.classes.presenting import neutral_title, where_line
from recoverycollege.classes.queries import class_facts, coming_classes
from recoverycollege.guards import audience


@classes.get("/classes/<int:class_id>/calendar.ics")
@audience("public")
def calendar(class_id: int) -> Response:
    """The dates of a class. They may end up in a shared calendar, so the title is neutral
    unless it is asked for (`?titles=1`)."""
    facts = class_facts(class_id) or abort(404)
    titled = request.args.get("titles") == "1"
    summary = facts.course.title if titled else neutral_title()
    return calendar_answer(calendar_file(events(facts.scheduled_class, summary), now=clock.now()))


@classes.get("/calendar.ics")
@audience("public")
def college_calendar() -> Response:
    """Every class to come. It speaks of the college and of nobody, so it names the courses."""
    now = clock.now()
    found = [event for row in coming_classes(now) for event in events(row, row.course.title)]
    name = current_app.extensions["settings"].college_name
    return calendar_answer(calendar_file(found, now=now, name=name))


def events(found: ScheduledClass, summary: str) -> list[Event]:
    base = current_app.extensions["settings"].base_url
    url = base + url_for("classes.scheduled_class", class_id=found.id)
    location = where_line(found)
    if not found.venue.online and found.venue.address:
        location = f"{location}, {found.venue.address}"
    return class_events(
        found,
        host=urlsplit(base).hostname or "localhost",
        url=url,
        summary=summary,
        called_off=_("Called off: %(title)s", title=summary),
        location=location,
        description=_("Details and changes: %(url)s", url=url),
    )


def calendar_answer(data: bytes) -> Response:
    """A calendar file under a name that tells nothing."""
    response = Response(data, content_type=MIMETYPE)
    response.headers["Content-Disposition"] = 'inline; filename="dates.ics"'
    return response
