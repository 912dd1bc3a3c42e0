"""The catalogue's search also finds co-teachers, by the names they show to the public."""

from __future__ import annotations

from collections.abc import Iterable

from recoverycollege.catalogue import services as catalogue
from recoverycollege.catalogue.models import Course
from recoverycollege.classes.models import ScheduledClass, TeamMember
from recoverycollege.classes.queries import public_names
from recoverycollege.database import db


def reindex(course_id: int) -> None:
    """Renews what search knows of a course, after its classes or their teams have changed.

    The names are read under the lock of the course: two who change at once would each keep the
    name the other has just hidden.
    """
    db.session.flush()
    held = db.session.get(Course, course_id, with_for_update=True)
    catalogue.reindex(course_id, public_names(course_id, held.kind if held else ""))


def forget_names(class_id: int) -> None:
    """After a class was called off: search forgets the names that were only found through it."""
    row = db.session.get_one(ScheduledClass, class_id)
    if shows_names(row.team):
        reindex(row.course_id)


def shows_names(team: Iterable[TeamMember]) -> bool:
    """Whether search knows anyone of this team: else nothing is to be renewed."""
    return any(member.name_scope == "public" for member in team)
