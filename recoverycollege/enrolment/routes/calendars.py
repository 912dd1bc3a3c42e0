"""Calendar files of places: of one place, and of all a person has, by their secret link."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from urllib.parse import urlsplit

from flask import Response, abort, current_app, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_limiter.util import get_remote_address

from recoverycollege import clock
from recoverycollege.classes.calendar import MIMETYPE, Event, calendar_file, class_events
from recoverycollege.classes.presenting import neutral_title
from recoverycollege.classes.queries.feeds import Feed, hash_of, opened_feed
from recoverycollege.enrolment.blueprint import enrolment
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.enrolment.queries.feeds import places_for_calendar
from recoverycollege.enrolment.routes.place import mine
from recoverycollege.guards import audience
from recoverycollege.security import limiter

LONGEST_KEY = 100
NAMED = 'inline; filename="dates.ics"'


def key_typed() -> str:
    return request.args.get("key", "")[:LONGEST_KEY]


@enrolment.get("/places/<int:enrolment_id>/calendar.ics")
@audience("own")
def place_calendar(enrolment_id: int) -> ResponseReturnValue:
    content = calendar_file(events_of(mine(enrolment_id)), now=clock.now())
    return Response(content, content_type=MIMETYPE, headers={"Cache-Control": "no-store"})


@enrolment.get("/my-learning/calendar.ics")
@audience("link")
@limiter.limit("600 per hour", key_func=get_remote_address)
@limiter.limit("60 per hour", key_func=lambda: hash_of(key_typed()))
def my_feed() -> ResponseReturnValue:
    """All my classes, for a program that looks again from time to time. A key that was ended, or
    of someone erased or whom nothing may reach, opens what an unknown key opens: nothing."""
    feed = opened_feed(key_typed()) or abort(404)
    with force_locale(feed.language):
        events = list(feed_events(feed))
    name = current_app.extensions["settings"].mail_name
    response = Response(content_type=MIMETYPE)
    response.headers |= {"Cache-Control": "private, no-cache", "Content-Disposition": NAMED}
    response.set_etag(sha256(repr((name, events)).encode()).hexdigest())
    response.make_conditional(request.environ)
    if response.status_code == 200:
        response.data = calendar_file(events, now=clock.now(), name=name)
    return response


def feed_events(feed: Feed) -> Iterator[Event]:
    for place in places_for_calendar(feed.person_id):
        yield from events_of(place, titles=feed.titles, link=feed.titles)


def events_of(found: Enrolment, *, titles: bool = False, link: bool = True) -> list[Event]:
    """The sessions as events that do not say which course it is, unless the person asks for it:
    others see a calendar too. A `link` names the college by its host."""
    settings = current_app.extensions["settings"]
    scheduled = found.scheduled_class
    summary = scheduled.course.title if titles else neutral_title()
    url = settings.base_url + url_for("enrolment.place", enrolment_id=found.id)
    return class_events(
        scheduled,
        host=urlsplit(settings.base_url).hostname or "localhost",
        url=url if link else "",
        summary=summary,
        called_off=_("Called off: %(title)s", title=summary),
        location=scheduled.venue.address,
        private=True,
    )
