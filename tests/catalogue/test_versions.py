"""The words of a course are kept as they change, and a class shows those it was taught from."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from recoverycollege.catalogue.audit import versions_are_kept
from recoverycollege.catalogue.models import CourseVersion
from recoverycollege.catalogue.rules.texts import Texts
from recoverycollege.catalogue.services import save_course
from recoverycollege.classes.sweeps import taught_from
from recoverycollege.database import begin_write, db

MARCH = datetime(2026, 3, 2, 12, tzinfo=UTC)


def rename(course: Any, title: str, now: datetime, **values: Any) -> None:
    db.session.rollback()
    begin_write()
    outcomes = [outcome.words for outcome in course.outcomes]
    save_course(course, {"title": title} | values, outcomes, now=now)
    db.session.commit()


def sweep(now: datetime) -> int:
    db.session.rollback()
    return taught_from(now)


def numbers() -> list[tuple[int, str]]:
    rows = db.session.scalars(select(CourseVersion).order_by(CourseVersion.number))
    return [(row.number, row.why) for row in rows]


def test_what_changed() -> None:
    first = Texts("Sleep", "A night.", outcomes=("rest", "rise"))
    second = Texts("Sleep", "A good night.", outcomes=("rest",))
    assert second.changed(first) == ["summary", "outcomes"]
    assert Texts.of(first.stored()) == first
    assert first.section("outcomes") == "rest\nrise"


def test_each_change_of_words_is_a_version_and_nothing_else_is(college: Any, time: Any) -> None:
    course = college.course("Sleep")
    rename(course, "Sleep", time.now, kind="workshop")
    rename(course, "Sleep well", time.now)
    rename(course, "Sleep well", time.now)
    assert numbers() == [(1, "published"), (2, "changed")]
    db.session.rollback()
    assert versions_are_kept() == []


def test_outside_the_catalogue_nothing_is_kept(college: Any, time: Any) -> None:
    course = college.course("Sleep", in_catalogue=False)
    rename(course, "Sleep well", time.now)
    assert numbers() == []
    rename(course, "Sleep well", time.now, in_catalogue=True)
    assert numbers() == [(1, "published")]


def test_the_audit_sees_words_that_no_version_has(college: Any) -> None:
    course = college.course("Sleep")
    course.summary = "Changed behind its back."
    db.session.commit()
    assert versions_are_kept() == ["course sleep shows words that no version has"]


@pytest.mark.both
def test_a_class_keeps_the_words_of_its_first_session(
    client: Any, college: Any, sign_in_as: Any, time: Any
) -> None:
    course = college.course("Sleep", summary="The first words.")
    group = college.scheduled_class(course, starts_in=timedelta(days=1), sessions=2)
    coming = college.scheduled_class(course, starts_in=timedelta(days=30))
    college.scheduled_class(course, starts_in=timedelta(days=-2), state="draft")
    time.move(hours=1)
    rename(course, "Sleep", time.now, summary="The second words.")
    assert sweep(time.now) == 0
    page = client.get(f"/classes/{group.id}").text
    assert "Taught from version 2 of the course, of March 2026." in page
    time.move(days=2)
    rename(course, "Sleep", time.now, summary="The third words.")
    assert (sweep(time.now), sweep(time.now)) == (1, 0)
    page = client.get(f"/classes/{group.id}").text
    assert "Taught from version 2 of the course" in page
    assert "The second words." in page
    assert "The third words." not in page
    assert "The third words." in client.get(f"/classes/{coming.id}").text
    team = sign_in_as(group.team[0].person)
    assert "Taught from version 2" in team.get(f"/teaching/classes/{group.id}").text


def test_a_class_older_than_its_versions_has_the_first(college: Any, time: Any) -> None:
    course = college.course("Sleep")
    old = college.scheduled_class(course, starts_in=timedelta(days=-400))
    assert sweep(time.now) == 1
    db.session.refresh(old)
    version = db.session.get_one(CourseVersion, old.course_version_id or 0)
    assert version.number == 1


def test_agreed_words_say_when(client: Any, college: Any) -> None:
    group = college.scheduled_class(college.course("Sleep"))
    version = db.session.scalars(select(CourseVersion)).one()
    version.agreed_at = MARCH
    db.session.commit()
    page = client.get(f"/classes/{group.id}").text
    assert "Taught from version 1 of the course, agreed in March 2026." in page
