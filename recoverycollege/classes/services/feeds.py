"""The secret link of a person's own calendar. It opens their dates and nothing else.

Whoever has the link needs no sign-in, so only a keyed hash of it is kept: neither a copy of the
database nor the office can read it. The person sees it once.
"""

from __future__ import annotations

from datetime import datetime

from recoverycollege import history
from recoverycollege.classes.models import CalendarFeed
from recoverycollege.classes.queries.feeds import hash_of
from recoverycollege.database import db
from recoverycollege.keyed import secret_hash


def key_of(person_id: int, nonce: str) -> str:
    """The key that belongs to a nonce. The page that shows it once holds only the nonce."""
    return secret_hash(f"feed:{person_id}:{nonce}")


def make_feed(person_id: int, nonce: str, *, titles: bool, now: datetime) -> None:
    """A new link. The one before opens nothing any more."""
    feed = db.session.get(CalendarFeed, person_id) or CalendarFeed(person_id=person_id)
    feed.key_hash, feed.made_at = hash_of(key_of(person_id, nonce)), now
    feed.titles = titles
    db.session.add(feed)
    _note("calendar.link_made", person_id)


def name_courses(person_id: int, titles: bool) -> None:
    """Whether the calendar names the courses. Nothing happens without a link."""
    feed = db.session.get(CalendarFeed, person_id)
    if feed is not None and feed.titles != titles:
        feed.titles = titles
        _note("calendar.titles", person_id)


def end_feed(person_id: int) -> None:
    """Ends the link. Ending twice changes nothing."""
    feed = db.session.get(CalendarFeed, person_id)
    if feed is not None:
        db.session.delete(feed)
        _note("calendar.link_ended", person_id)


def _note(action: str, person_id: int) -> None:
    history.record(action, "person", person_id, actor_id=person_id, person_id=person_id)
