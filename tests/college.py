"""A small world made by hand: courses, classes, people and places, straight into the tables.

Every method commits, and gives back the row. Dates count from the tests' time.

    someone = college.person("Sam Field")
    group = college.scheduled_class(capacity=3)
    college.enrol(group, someone)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from recoverycollege import clock
from recoverycollege.accounts.models import AccessNeed, Charter, Consent, Contact, Person, Role
from recoverycollege.accounts.rules import address_key, email_key, phone_key
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
from recoverycollege.classes.models import (
    ClassSession,
    CoTeacher,
    ScheduledClass,
    TeamMember,
    Venue,
)
from recoverycollege.database import db
from recoverycollege.enrolment.models import LIVE, Attendance, Enrolment, Offer
from recoverycollege.text import fold

ZONE = ZoneInfo("Europe/London")
CONTACT_BY = {"email": "email", "phone": "phone", "address": "letter"}
Row = TypeVar("Row")
Team = Sequence["Person | tuple[Person, str] | tuple[Person, str, dict[str, Any]]"]


def slug(words: str) -> str:
    return fold(words).replace(" ", "-")


class College:
    """Makes rows with sensible defaults; any column can be given by its name."""

    def __init__(self) -> None:
        self._counted = 0

    def _next(self) -> int:
        self._counted += 1
        return self._counted

    def _add(self, row: Row) -> Row:
        db.session.add(row)
        db.session.commit()
        return row

    def _first(self, model: type[Row]) -> Row | None:
        return db.session.scalar(select(model).limit(1))

    # The catalogue

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

    # Classes

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

    # People

    def person(
        self,
        name: str = "",
        *,
        email: str | None = None,
        phone: str | None = None,
        address: str | None = None,
        roles: Iterable[str] = (),
        confirmed: bool = True,
        agreed: bool = True,
        needs: str = "",
        told_to: str = "office",
        **columns: Any,
    ) -> Person:
        """Someone who was reached and agreed to the charter; by e-mail unless told otherwise."""
        name, now = name or f"Sam Field {self._next()}", clock.now()
        if email is None and phone is None and address is None:
            email = f"{slug(name)}@mail.example"
        reach = {"email": email, "phone": phone, "address": address}
        given = {kind: value for kind, value in reach.items() if value is not None}
        values: dict[str, Any] = {"contact_by": CONTACT_BY[next(iter(given))]} | columns
        row = Person(name=name, folded_name=fold(name), created_at=now, **values)
        row.confirmed_at = now if confirmed else None
        row.contacts = [_contact(kind, value, confirmed) for kind, value in given.items()]
        self._add(row)
        for role in roles:
            db.session.add(Role(person_id=row.id, name=role, given_at=now))
        if needs:
            db.session.add(
                AccessNeed(person_id=row.id, words=needs, told_to=told_to, changed_at=now)
            )
        if agreed:
            self.agree(row)
        db.session.commit()
        return row

    def co_teacher(self, person: Person, *sides: str, **columns: Any) -> CoTeacher:
        """Says from which sides someone teaches."""
        values = {side: side in sides for side in ("peer", "practitioner", "relative")}
        values |= {"wants_letters": False, "added_at": clock.now()} | columns
        return self._add(CoTeacher(person_id=person.id, **values))

    def office(self, name: str = "Olive Desk") -> Person:
        return self.person(name, roles=["office"])

    def manager(self, name: str = "Mina Lead") -> Person:
        return self.person(name, roles=["manager"])

    def charter(self, version: int = 1) -> Charter:
        found = db.session.get(Charter, version)
        words = "We are kind to each other, and keep what we hear to ourselves."
        return found or self._add(
            Charter(
                version=version, title="Our charter", words=words, in_force_from=date(2025, 1, 1)
            )
        )

    def agree(self, person: Person) -> Consent:
        version = self.charter().version
        return self._add(
            Consent(
                person_id=person.id,
                kind="charter",
                version=version,
                channel="web",
                given_at=clock.now(),
            )
        )

    # Places

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


def _contact(kind: str, value: str, confirmed: bool) -> Contact:
    keys = {"email": email_key, "phone": lambda v: phone_key(v, "GB"), "address": address_key}
    now = clock.now()
    return Contact(
        kind=kind,
        value=value,
        key=keys[kind](value) or "",
        created_at=now,
        verified_at=now if confirmed else None,
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
