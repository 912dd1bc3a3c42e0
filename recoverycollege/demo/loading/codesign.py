"""Ideas for courses at every stage, and courses that are written together."""

from __future__ import annotations

from datetime import timedelta

from recoverycollege.accounts.models import Contact, Task
from recoverycollege.catalogue.models import (
    Course,
    CourseDesign,
    CourseIdea,
    CourseVersion,
    Designer,
    DesignNote,
    LearningOutcome,
    Strand,
)
from recoverycollege.catalogue.rules.codesign import UNTIL_REVIEW
from recoverycollege.catalogue.services.ideas import ANSWERED_IN
from recoverycollege.demo.loading.people import People
from recoverycollege.demo.loading.world import Row, World, read

TEXTS = ("title", "summary", "description", "expect", "who_for", "content_note")
TO_LOOK_AT = "getting-through-christmas"  # its day to be looked at again was yesterday


def add_codesign(world: World, people: People) -> None:
    """The ideas and rounds of codesign.toml, and one course that is to be looked at again."""
    told = read("codesign")
    who = {row["value"]: row["person_id"] for row in world.rows.of(Contact)}
    courses = {row["slug"]: row for row in world.rows.of(Course)}
    for design in told["design"]:
        course = courses.get(design.get("course", "")) or _draft(world, design)
        courses[course["slug"]] = course
        row = _design(world, design, course, who)
        if "published" in design:
            _versions(world, design, course, row)
    for idea in told["idea"]:
        by = idea["by"]
        person_id = people.students[by]["id"] if isinstance(by, int) else who[by]
        _idea(world, idea, person_id, courses.get(idea.get("course", "")), people)
    courses[TO_LOOK_AT]["review_on"] = world.today - timedelta(days=1)


def _draft(world: World, told: Row) -> Row:
    """A course that is not in the catalogue yet."""
    strand = next(row for row in world.rows.of(Strand) if row["slug"] == told["strand"])
    course = world.rows.add(
        Course,
        slug=told["slug"],
        strand_id=strand["id"],
        kind=told["kind"],
        in_catalogue=False,
        level="introduction",
        language="en",
        for_whom="everyone",
        review_on=None,
        **{name: told[name].strip() for name in TEXTS},
    )
    for position, words in enumerate(told["outcomes"]):
        world.rows.add(LearningOutcome, course_id=course["id"], position=position, words=words)
    return course


def _texts(world: World, course: Row) -> Row:
    outcomes = [
        row["words"] for row in world.rows.of(LearningOutcome) if row["course_id"] == course["id"]
    ]
    return {name: course[name] for name in TEXTS} | {"outcomes": outcomes}


def _design(world: World, told: Row, course: Row, who: dict[str, int]) -> Row:
    state = "published" if "published" in told else "agreed" if "agreed" in told else "open"
    opened_at = world.ago(told["opened"])
    design = world.rows.add(
        CourseDesign,
        course_id=course["id"],
        state=state,
        texts=_texts(world, course),
        text_version=told["version"],
        until=world.today - timedelta(days=told["until"]),
        opened_at=opened_at,
        agreed_at=world.ago(told["agreed"], 15) if "agreed" in told else None,
        ended_at=world.ago(told["published"]) if "published" in told else None,
    )
    for one in told["people"]:
        signed = one.get("signed")
        world.rows.add(
            Designer,
            design_id=design["id"],
            person_id=who[one["by"]],
            perspective=one.get("side", ""),
            lead=one.get("lead", False),
            invited_at=opened_at,
            joined_at=opened_at + timedelta(hours=5) if one.get("joined", True) else None,
            read_version=one.get("read"),
            read_at=world.ago(3, 20) if "read" in one else None,
            signed_version=told["version"] if signed else None,
            signed_at=world.ago(signed, 15) if signed else None,
        )
    for note in told.get("note", ()):
        _note(world, note, design, who)
    return design


def _note(world: World, told: Row, design: Row, who: dict[str, int]) -> None:
    closed = told.get("closed")
    world.rows.add(
        DesignNote,
        design_id=design["id"],
        section=told["section"],
        kind=told["kind"],
        words=told["words"],
        by_id=who[told["by"]],
        at=world.ago(told["days"], 19),
        text_version=told["version"],
        answer=told.get("answer", ""),
        reason=told.get("reason", ""),
        closed_by_id=who[told["closed_by"]] if closed else None,
        closed_at=world.ago(closed, 18) if closed else None,
    )


def _versions(world: World, told: Row, course: Row, design: Row) -> None:
    """What the course said before, and the words that were agreed."""
    first = next(v for v in world.rows.of(CourseVersion) if v["course_id"] == course["id"])
    texts, made_at = dict(first["texts"]), world.ago(told["published"])
    first["texts"] = texts | {"summary": told["before"]}
    world.rows.add(
        CourseVersion,
        course_id=course["id"],
        number=2,
        texts=texts,
        why="published",
        made_at=made_at,
        design_id=design["id"],
        agreed_at=design["agreed_at"],
    )
    course["review_on"] = made_at.date() + UNTIL_REVIEW


def _idea(world: World, told: Row, person_id: int, course: Row | None, people: People) -> None:
    state = "taken_up" if course else told.get("state", "new")
    sent_at = world.ago(told["days"], 20, 10)
    answered_at = None if state == "new" else sent_at + timedelta(days=5)
    idea = world.rows.add(
        CourseIdea,
        person_id=person_id,
        title=told["title"],
        gives=told["gives"],
        for_whom=told["for_whom"],
        state=state,
        answer=told.get("answer", ""),
        course_id=course["id"] if course else None,
        sent_at=sent_at,
        answered_at=answered_at,
        answered_by_id=people.office["id"] if answered_at else None,
    )
    world.rows.add(
        Task,
        kind="idea",
        for_role="office",
        person_id=person_id,
        about_id=idea["id"],
        name="",
        reach="",
        words="",
        created_at=sent_at,
        due_at=sent_at + ANSWERED_IN,
        done_at=answered_at,
        done_by_id=people.office["id"] if answered_at else None,
        result=None,
        outcome=state if answered_at else "",
    )
