"""What must be true of the catalogue at any time. Each check tells what is not, in one line."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from recoverycollege.catalogue.models import Course, CourseVersion
from recoverycollege.catalogue.queries import vocabulary
from recoverycollege.catalogue.queries.versions import texts_of
from recoverycollege.catalogue.search import indexed
from recoverycollege.catalogue.services import true_words, words_of
from recoverycollege.database import db


def search_is_true() -> list[str]:
    """Courses of the catalogue are found by all their words, and no other course is found."""
    found, courses = indexed(), db.session.scalars(select(Course).order_by(Course.id)).all()
    gone = set(found) - {course.id for course in courses}
    wrong = [f"search knows a course that is gone: {course_id}" for course_id in sorted(gone)]
    for course in courses:
        known = found.get(course.id, "")
        if not course.in_catalogue:
            wrong += [f"course {course.slug} is found, but not in the catalogue"] * bool(known)
        elif known != course.words:
            wrong.append(f"course {course.slug} stands in the index with other words")
        elif set(words_of(course).split()) - set(known.split()):
            wrong.append(f"course {course.slug} is not found by all its words")
    return wrong


def words_are_counted() -> list[str]:
    """Spelling is judged by the words the catalogue has now."""
    known, true = vocabulary(), true_words()
    wrong = sorted(word for word in known.keys() | true.keys() if known.get(word) != true.get(word))
    return [f"catalogue words counted wrongly: {len(wrong)}, such as {wrong[0]}"] if wrong else []


def versions_are_kept() -> list[str]:
    """What the catalogue shows is the newest version of each course."""
    by_number = select(CourseVersion).order_by(CourseVersion.number)
    newest = {version.course_id: version.texts for version in db.session.scalars(by_number)}
    shown = select(Course).where(Course.in_catalogue).options(selectinload(Course.outcomes))
    return [
        f"course {course.slug} shows words that no version has"
        for course in db.session.scalars(shown.order_by(Course.id))
        if newest.get(course.id) != texts_of(course).stored()
    ]
