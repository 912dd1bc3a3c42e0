"""The catalogue's search also finds co-teachers, by the names they show to the public."""

from __future__ import annotations

from recoverycollege.catalogue import services as catalogue
from recoverycollege.classes.queries import public_names
from recoverycollege.database import db


def reindex(course_id: int) -> None:
    """Renews what search knows of a course, after its classes or their teams have changed."""
    db.session.flush()
    catalogue.reindex(course_id, public_names(course_id))
