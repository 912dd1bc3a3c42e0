"""Where classes meet, for choosing."""

from __future__ import annotations

from sqlalchemy import select

from recoverycollege.classes.models import Venue
from recoverycollege.database import db


def venue_names() -> dict[int, str]:
    """Id → name, by name."""
    rows = db.session.execute(select(Venue.id, Venue.name).order_by(Venue.name, Venue.id))
    return {row.id: row.name for row in rows}
