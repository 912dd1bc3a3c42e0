"""The catalogue, and how a course comes into it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from recoverycollege import clock
from recoverycollege.accounts.models import Person
from recoverycollege.catalogue.models import (
    Course,
    CourseDesign,
    CourseIdea,
    Designer,
    LearningOutcome,
    Strand,
    SupportEntry,
    Term,
)
from recoverycollege.catalogue.services import reindex
from recoverycollege.catalogue.services.versions import keep_version
from recoverycollege.classes.models import Venue
from recoverycollege.database import db
from recoverycollege.text import fold
from tests.college.people import People
from tests.college.rows import ZONE, slug


class Courses(People):
    """Makes what the catalogue shows, ideas, and courses written together."""

    def strand(self, name: str = "Rebuilding life", **columns: Any) -> Strand:
        values = {"slug": slug(name), "words": "Home, work, money and people."} | columns
        return self._add(Strand(name=name, **values))

    def course(
        self,
        title: str = "",
        *,
        strand: Strand | None = None,
        outcomes: Iterable[str] = ("name one thing that helps me",),
        names: Iterable[str] = (),
        **columns: Any,
    ) -> Course:
        """A course in the catalogue, found by its words and by the public `names` of its team."""
        title = title or f"Understanding anxiety {self._next()}"
        values = {
            "slug": slug(title),
            "kind": "course",
            "summary": "What happens in us, and what has helped others.",
            "description": "We look at what happens in us, together.",
            "expect": "Talking in a small group. You can be quiet too.",
            "in_catalogue": True,
            "words": fold(title),
        } | columns
        strand = strand or self._first(Strand) or self.strand()
        rows = [LearningOutcome(position=i, words=words) for i, words in enumerate(outcomes)]
        course = self._add(Course(title=title, strand_id=strand.id, outcomes=rows, **values))
        reindex(course.id, list(names))
        keep_version(course, clock.now())
        db.session.commit()
        return course

    def term(self, name: str = "This term", **columns: Any) -> Term:
        today = clock.today(ZONE)
        values = {
            "slug": slug(name),
            "starts_on": today - timedelta(days=30),
            "ends_on": today + timedelta(days=60),
        } | columns
        return self._add(Term(name=name, **values))

    def venue(self, name: str = "The Boathouse", **columns: Any) -> Venue:
        values = {
            "slug": slug(name),
            "address": "2 River Walk, Riverside RV1 4CD",
            "entrance": "A ramp leads to a wide door.",
            "step_free": True,
        } | columns
        return self._add(Venue(name=name, **values))

    def support_entry(self, name: str = "A listening line", **columns: Any) -> SupportEntry:
        values = {
            "topic": "crisis",
            "phone": "01632 960 200",
            "hours": "Day and night",
            "help_now": True,
        } | columns
        return self._add(SupportEntry(name=name, **values))

    # Ideas, and courses written together

    def idea(self, person: Person | None = None, **columns: Any) -> CourseIdea:
        """An idea for a course that nobody has answered yet."""
        person = person or self.person()
        values = {
            "title": f"Bread and company {self._next()}",
            "gives": "Baking together, and a reason to get up.",
            "for_whom": "Anyone who lives alone",
            "sent_at": clock.now(),
        } | columns
        return self._add(CourseIdea(person_id=person.id, **values))

    def design(
        self,
        *designers: Person | tuple[Person, str],
        course: Course | None = None,
        texts: dict[str, Any] | None = None,
        **columns: Any,
    ) -> CourseDesign:
        """A round of writing a course, with whoever has said yes to it; the first one leads. Its
        words are whole. A person alone has not said from where they speak."""
        course = course or self.course(in_catalogue=False)
        words = {
            "title": course.title,
            "summary": "We bake bread and talk, or not.",
            "description": "Every week another loaf.",
            "expect": "",
            "who_for": "",
            "content_note": "",
            "outcomes": ["bake a loaf", "ask someone to eat with me"],
        } | (texts or {})
        now = clock.now()
        values = {"opened_at": now, "until": clock.today(ZONE) + timedelta(days=30)} | columns
        design = self._add(CourseDesign(course_id=course.id, texts=words, **values))
        for number, entry in enumerate(designers):
            person, side = entry if isinstance(entry, tuple) else (entry, "")
            self._add(
                Designer(
                    design_id=design.id,
                    person_id=person.id,
                    perspective=side,
                    lead=number == 0,
                    invited_at=now,
                    joined_at=now,
                )
            )
        return design
