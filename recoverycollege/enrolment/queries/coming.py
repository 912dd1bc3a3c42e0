"""The classes that are still to come, with their dates, places and teams, in one statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Row, Select, and_, func, or_, select

from recoverycollege.accounts.models import Person
from recoverycollege.catalogue.models import Course, Strand
from recoverycollege.classes.models import ClassSession, ScheduledClass, TeamMember, Venue
from recoverycollege.classes.rules.gate import ONE_TO_ONE
from recoverycollege.classes.rules.team import MemberFacts
from recoverycollege.database import db
from recoverycollege.enrolment.models import LIVE, Enrolment
from recoverycollege.enrolment.queries.places import gathering, held_up, in_line, places_where
from recoverycollege.enrolment.rules.places import Counts


@dataclass(frozen=True)
class ComingClass:
    """A class as a card or a list shows it. `standing`: open, later, closed, begun."""

    id: int
    course_id: int
    course_slug: str
    course_title: str
    course_kind: str
    strand_name: str
    strand_tint: str
    format: str
    setting: str
    room: str
    venue_name: str
    venue_address: str
    venue_online: bool
    first_starts: datetime
    first_ends: datetime
    last_starts: datetime
    last_ends: datetime
    sessions: int
    enrol_from: date | None
    lot_until: date | None
    standing: str
    counts: Counts
    team: tuple[MemberFacts, ...]

    @property
    def joinable(self) -> bool:
        return self.standing == "open"

    @property
    def has_places(self) -> bool:
        return self.joinable and not self.gathers and self.counts.public_free > 0

    @property
    def one_to_one(self) -> bool:
        """Whether it is a time that one person can book."""
        return self.course_kind == ONE_TO_ONE

    @property
    def gathers(self) -> bool:
        return self.counts.gathering


class Coming:
    """The pieces of SQL about coming classes, as of one moment; `today` is the college's date."""

    def __init__(self, now: datetime, today: date) -> None:
        self.now, self.today = now, today
        self.dates = _dates(now)
        self.places = _places(self.dates, now)

    @property
    def first_at(self) -> ColumnElement[datetime]:
        return self.dates.c.first_at

    @property
    def joinable(self) -> ColumnElement[bool]:
        """Whether a place can be asked for now, free or in line."""
        return and_(
            self.dates.c.first_at > self.now,
            or_(ScheduledClass.enrol_from.is_(None), ScheduledClass.enrol_from <= self.today),
            or_(ScheduledClass.enrol_until.is_(None), ScheduledClass.enrol_until >= self.today),
        )

    @property
    def has_places(self) -> ColumnElement[bool]:
        """Whether somebody asking now would get a place at once."""
        gone = func.coalesce(self.places.c.enrolled + self.places.c.offered, 0)
        waiting = func.coalesce(self.places.c.waiting - self.places.c.held_up, 0)
        return and_(self.joinable, ~gathering(), ScheduledClass.capacity > gone + waiting)

    def select(self, *columns: Any) -> Select[Any]:
        """From every open class with a session still to come."""
        return (
            select(*columns)
            .select_from(ScheduledClass)
            .join(self.dates, self.dates.c.class_id == ScheduledClass.id)
            .join(Venue, Venue.id == ScheduledClass.venue_id)
            .outerjoin(self.places, self.places.c.class_id == ScheduledClass.id)
            .where(ScheduledClass.state == "open")
        )

    def soonest(self, limit: int) -> ColumnElement[bool]:
        """Only the classes with places that begin first, of courses in the catalogue. Of times to
        book there are so many that nothing else would be seen."""
        ids = (
            self.select(ScheduledClass.id)
            .join(Course, Course.id == ScheduledClass.course_id)
            .where(Course.in_catalogue, Course.kind != ONE_TO_ONE, self.has_places)
            .order_by(self.first_at, ScheduledClass.id)
            .limit(limit)
        )
        return ScheduledClass.id.in_(ids)


def coming_classes(coming: Coming, *conditions: ColumnElement[bool]) -> list[ComingClass]:
    """The classes that meet the conditions, the first to begin first."""
    rows = db.session.execute(
        coming.select(*_COLUMNS, *coming.dates.c, *coming.places.c, *_MEMBER)
        .join(Course, Course.id == ScheduledClass.course_id)
        .join(Strand, Strand.id == Course.strand_id)
        .outerjoin(TeamMember, TeamMember.class_id == ScheduledClass.id)
        .where(*conditions)
        .order_by(coming.first_at, ScheduledClass.id, TeamMember.id)
    )
    by_class: dict[int, list[Row[Any]]] = {}
    for row in rows:
        by_class.setdefault(row.id, []).append(row)
    return [_facts(coming, members) for members in by_class.values()]


_COLUMNS = (
    ScheduledClass.id,
    ScheduledClass.course_id,
    Course.slug.label("course_slug"),
    Course.title.label("course_title"),
    Course.kind.label("course_kind"),
    Strand.name.label("strand_name"),
    Strand.tint.label("strand_tint"),
    ScheduledClass.format,
    ScheduledClass.setting,
    ScheduledClass.room,
    Venue.name.label("venue_name"),
    Venue.address.label("venue_address"),
    Venue.online.label("venue_online"),
    ScheduledClass.capacity,
    ScheduledClass.enrol_from,
    ScheduledClass.enrol_until,
    ScheduledClass.lot_until,
    gathering().label("gathering"),
)
_MEMBER = (
    TeamMember.shown_name,
    TeamMember.perspective,
    TeamMember.words,
    TeamMember.name_scope,
    TeamMember.perspective_scope,
    TeamMember.lead,
    TeamMember.label_ok,
)


def _dates(now: datetime) -> FromClause:
    """First and last session of every class that has one to come."""
    ahead = select(ClassSession.class_id).where(
        ClassSession.starts_at > now, ClassSession.called_off.is_(False)
    )
    return (
        select(
            ClassSession.class_id,
            func.min(ClassSession.starts_at).label("first_at"),
            func.min(ClassSession.ends_at).label("first_ends"),
            func.max(ClassSession.starts_at).label("last_at"),
            func.max(ClassSession.ends_at).label("last_ends"),
            func.count().label("sessions"),
        )
        .where(ClassSession.called_off.is_(False), ClassSession.class_id.in_(ahead))
        .group_by(ClassSession.class_id)
        .subquery("dates")
    )


def _places(dates: FromClause, now: datetime) -> FromClause:
    """The places taken, set aside and waited for, in the classes that come."""
    return (
        select(
            Enrolment.class_id,
            places_where(Enrolment.state == "enrolled").label("enrolled"),
            places_where(Enrolment.state == "offered").label("offered"),
            places_where(in_line()).label("waiting"),
            places_where(held_up(now)).label("held_up"),
        )
        .join(ScheduledClass, ScheduledClass.id == Enrolment.class_id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.state.in_(LIVE), Enrolment.class_id.in_(select(dates.c.class_id)))
        .group_by(Enrolment.class_id)
        .subquery("places")
    )


def _facts(coming: Coming, rows: Sequence[Row[Any]]) -> ComingClass:
    row = rows[0]
    return ComingClass(
        **{column.key: getattr(row, column.key) for column in _COLUMNS if column.key in _OWN},
        first_starts=row.first_at,
        first_ends=row.first_ends,
        last_starts=row.last_at,
        last_ends=row.last_ends,
        sessions=row.sessions,
        standing=_standing(coming, row),
        counts=Counts(
            row.capacity,
            int(row.enrolled or 0),
            int(row.offered or 0),
            int(row.waiting or 0),
            int(row.held_up or 0),
            bool(row.gathering),
        ),
        team=tuple(_members(rows)),
    )


_OWN = set(ComingClass.__dataclass_fields__)


def _standing(coming: Coming, row: Row[Any]) -> str:
    if row.first_at <= coming.now:
        return "begun"
    if row.enrol_from and coming.today < row.enrol_from:
        return "later"
    return "closed" if row.enrol_until and coming.today > row.enrol_until else "open"


def _members(rows: Iterable[Row[Any]]) -> Iterable[MemberFacts]:
    for row in rows:
        if row.shown_name is not None:
            yield MemberFacts(
                name=row.shown_name,
                perspective=row.perspective,
                words=row.words,
                name_scope=row.name_scope,
                perspective_scope=row.perspective_scope,
                lead=row.lead,
                label_ok=row.label_ok,
            )
