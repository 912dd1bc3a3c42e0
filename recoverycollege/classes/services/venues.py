"""Where classes meet is kept up to date."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from recoverycollege import history
from recoverycollege.classes.models import Venue
from recoverycollege.database import db
from recoverycollege.text import words

FIELDS = (
    "name",
    "address",
    "entrance",
    "seating",
    "quiet_space",
    "travel",
    "online",
    "step_free",
    "hearing_loop",
    "accessible_toilet",
    "quiet_room",
)
SLUG_LENGTH = 60


def save_venue(venue: Venue | None, values: Mapping[str, Any], *, by_id: int) -> Venue:
    """Adds a venue or changes one. Its address in the site stays when its name changes."""
    row = venue or Venue(slug=_free_slug(values["name"]))
    changed = [name for name in FIELDS if venue is None or getattr(row, name) != values[name]]
    for name in changed:
        setattr(row, name, values[name])
    db.session.add(row)
    db.session.flush()
    if venue is None:
        history.record("venue.made", "venue", row.id, actor_id=by_id)
    elif changed:
        history.record("venue.changed", "venue", row.id, actor_id=by_id, changed=changed)
    return row


def _free_slug(name: str) -> str:
    latin = "-".join(words(name)).encode("ascii", "ignore").decode()
    stem = latin[: SLUG_LENGTH - 5].strip("-") or "venue"
    taken = set(db.session.scalars(select(Venue.slug).where(Venue.slug.startswith(stem))))
    numbered = (f"{stem}-{number}" for number in range(2, 10_000))
    return stem if stem not in taken else next(slug for slug in numbered if slug not in taken)
