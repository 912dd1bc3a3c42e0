"""What stands before anyone comes: strands, courses, venues, terms, the charter, support."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from recoverycollege.accounts.models import Charter
from recoverycollege.catalogue.models import (
    Course,
    CourseVersion,
    LearningOutcome,
    Strand,
    SupportEntry,
    Term,
)
from recoverycollege.classes.models import Venue
from recoverycollege.demo.loading.world import Row, World, read, read_courses

WEEKS = 15
SEASONS = (("Spring", 1, 4), ("Summer", 4, 24), ("Autumn", 9, 4))
COURSE_COLUMNS = [
    "slug",
    "title",
    "kind",
    "level",
    "language",
    "for_whom",
    "summary",
    "description",
    "expect",
    "who_for",
    "content_note",
]


TEXTS = ("title", "summary", "description", "expect", "who_for", "content_note")


@dataclass(frozen=True)
class TermTime:
    """A term as the calendar has it: it begins on a Monday and lasts fifteen weeks."""

    name: str
    starts_on: date

    @property
    def ends_on(self) -> date:
        return self.starts_on + timedelta(weeks=WEEKS, days=-3)


def terms_around(today: date) -> list[TermTime]:
    """The last term, the current one (or the next to begin), and the one after it."""
    terms = []
    for year in range(today.year - 1, today.year + 2):
        for name, month, day in SEASONS:
            first = date(year, month, day)
            monday = first + timedelta(days=-first.weekday() % 7)
            terms.append(TermTime(f"{name} term {year}", monday))
    current = next(n for n, term in enumerate(terms) if term.ends_on >= today)
    return terms[current - 1 : current + 2]


def add_college(world: World) -> None:
    """The standing parts of the college."""
    _add_courses(world)
    _add_venues(world)
    for term in terms_around(world.today):
        world.rows.add(
            Term,
            slug=term.name.lower().replace(" ", "-"),
            name=term.name,
            starts_on=term.starts_on,
            ends_on=term.ends_on,
        )
    charter = read("charter")
    world.rows.add(
        Charter,
        version=charter["version"],
        title=charter["title"],
        words=charter["text"].strip(),
        in_force_from=date(world.today.year - 2, 1, 1),
    )
    for entry in read("support")["entry"]:
        checked = world.today - timedelta(days=20 + 3 * entry["position"])
        world.rows.add(SupportEntry, **_stripped(entry), checked_on=checked)


def _add_courses(world: World) -> None:
    for position, strand in enumerate(read("strands")["strand"], start=1):
        world.rows.add(Strand, **strand, position=position)
    for number, course in enumerate(read_courses()):
        add_course(world, course, number)


def add_course(world: World, told: Row, number: int) -> Row:
    """A course of the catalogue, with its first version."""
    strand = next(row for row in world.rows.of(Strand) if row["slug"] == told["strand"])
    row = world.rows.add(
        Course,
        **_stripped({name: told[name] for name in COURSE_COLUMNS}),
        strand_id=strand["id"],
        in_catalogue=True,
        review_on=world.today + timedelta(days=60 + 9 * number),
    )
    for position, words in enumerate(told["outcomes"]):
        world.rows.add(LearningOutcome, course_id=row["id"], position=position, words=words)
    world.rows.add(
        CourseVersion,
        course_id=row["id"],
        number=1,
        texts={name: row[name] for name in TEXTS} | {"outcomes": told["outcomes"]},
        why="before",
        made_at=world.ago(520 - number),
        design_id=None,
        agreed_at=None,
    )
    return row


def _add_venues(world: World) -> None:
    columns = set(Venue.__table__.c.keys())
    for venue in read("venues")["venue"]:
        known = {name: value for name, value in venue.items() if name in columns}
        world.rows.add(Venue, **_stripped(known))


def _stripped(values: Row) -> Row:
    return {name: v.strip() if isinstance(v, str) else v for name, v in values.items()}
