"""Classes, their teams, and the places in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select

from recoverycollege import clock
from recoverycollege.accounts.models import Person
from recoverycollege.catalogue.models import Course
from recoverycollege.classes.models import ClassSession, ScheduledClass, TeamMember, Venue
from recoverycollege.database import db
from recoverycollege.enrolment.models import LIVE, Attendance, Enrolment, Offer
from tests.college.courses import Courses
from tests.college.rows import ZONE

Team = Sequence["Person | tuple[Person, str] | tuple[Person, str, dict[str, Any]]"]


class College(Courses):
    """Makes everything there is in a college, with sensible defaults."""

    def scheduled_class(
        self,
        course: Course | None = None,
        *,
        sessions: int | Sequence[datetime] = 3,
        starts_in: timedelta = timedelta(days=7),
        capacity: int = 12,
        team: Team | None = None,
        state: str = "open",
        **columns: Any,
    ) -> ScheduledClass:
        """A class of weekly sessions of two hours, taught by a peer and a practitioner."""
        course = course or self.course()
        columns.setdefault("venue_id", (self._first(Venue) or self.venue()).id)
        row = ScheduledClass(
            course_id=course.id,
            capacity=capacity,
            state=state,
            **({"format": "in-person", "room": "Room 2"} | columns),
        )
        row.sessions = [
            ClassSession(starts_at=at, ends_at=at + timedelta(hours=2), zone=str(ZONE))
            for at in self._moments(sessions, starts_in)
        ]
        row.team = [_member(entry) for entry in (self.team() if team is None else team)]
        return self._add(row)

    def _moments(
        self, sessions: int | Sequence[datetime], starts_in: timedelta
    ) -> Sequence[datetime]:
        """Weekly at the same hour of the wall clock."""
        if not isinstance(sessions, int):
            return sessions
        first = (clock.now() + starts_in).astimezone(ZONE)
        return [(first + timedelta(weeks=week)).astimezone(UTC) for week in range(sessions)]

    def team(self) -> list[tuple[Person, str]]:
        """A new peer and a new practitioner."""
        number = self._next()
        peer = self.person(f"Dee Peer {number}")
        return [(peer, "peer"), (self.person(f"Ravi Nurse {number}"), "practitioner")]

    def enrol(
        self,
        scheduled_class: ScheduledClass,
        person: Person | None = None,
        *,
        state: str = "enrolled",
        offer: str = "",
        offer_for: timedelta = timedelta(hours=48),
        **columns: Any,
    ) -> Enrolment:
        """A place in the given state, with the next joining number; `offered` has a live offer
        (`offer`: freed, or own for someone who has not confirmed yet)."""
        person, now = person or self.person(), clock.now()
        offer = offer or ("freed" if state == "offered" else "")
        row = Enrolment(
            class_id=scheduled_class.id,
            person_id=person.id,
            state=state,
            number=next_number(scheduled_class),
            asked_at=now,
            **({"confirmed_at": None if offer == "own" else now} | columns),
        )
        row.ended_at = None if state in LIVE else now
        if offer:
            row.offers = [Offer(kind=offer, made_at=now, ends_at=now + offer_for)]
        return self._add(row)

    def fill(self, scheduled_class: ScheduledClass, *, waiting: int = 0) -> list[Enrolment]:
        """Gives away every place to new people, then lets `waiting` more wait."""
        enrolled = [self.enrol(scheduled_class) for _ in range(scheduled_class.capacity)]
        line = [self.enrol(scheduled_class, state="waiting") for _ in range(waiting)]
        return enrolled + line

    def mark(self, session: ClassSession, enrolment: Enrolment, mark: str = "came") -> Attendance:
        return self._add(
            Attendance(
                session_id=session.id,
                enrolment_id=enrolment.id,
                mark=mark,
                marked_at=clock.now(),
            )
        )


def _member(entry: Any) -> TeamMember:
    person, perspective, *more = entry if isinstance(entry, tuple) else (entry, "peer")
    values: dict[str, Any] = {
        "shown_name": person.name.split()[0],
        "joined_at": clock.now() - timedelta(days=60),
    } | (more[0] if more else {})
    return TeamMember(person_id=person.id, perspective=perspective, **values)


def at(days: int, hour: int, minute: int = 0) -> datetime:
    """The instant so many days from today, at that time by the college's clock."""
    day = clock.today(ZONE) + timedelta(days=days)
    return clock.instant(day, time(hour, minute), ZONE)


def next_number(found: ScheduledClass) -> int:
    """The next joining number of a class."""
    given = select(func.max(Enrolment.number)).where(Enrolment.class_id == found.id)
    return (db.session.scalar(given) or 0) + 1
