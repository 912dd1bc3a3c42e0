"""A course that was written together comes into the catalogue; and a year later it comes back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import exists, select

from recoverycollege import clock, history
from recoverycollege.accounts.models import Task
from recoverycollege.accounts.services.tasks import add_task, finish_tasks_about
from recoverycollege.catalogue.models import RUNNING, Course, CourseDesign
from recoverycollege.catalogue.queries.designs import facts_of, late_designs
from recoverycollege.catalogue.queries.versions import newest_version
from recoverycollege.catalogue.rules import codesign as rules
from recoverycollege.catalogue.services.courses import save_course
from recoverycollege.catalogue.services.designs import end_design, locked
from recoverycollege.catalogue.services.idea_news import came_true, set_aside
from recoverycollege.catalogue.services.telling import tell
from recoverycollege.database import db

MORNING = time(9)
TIME_TO_LOOK = timedelta(days=14)
TIME_TO_DECIDE = timedelta(days=7)
QUIET = timedelta(days=14)  # so long after the office put such a task away, none comes again


def publish_design(
    design_id: int,
    review_on: date,
    *,
    now: datetime,
    by_id: int,
    is_manager: bool = False,
    exception_reason: str = "",
) -> Course:
    """The words that were agreed are what students read from now on. A manager may let a course
    in before it is agreed; the reason goes into the history. Raises `Refused`."""
    design = locked(design_id)
    facts = facts_of(design)
    excepted = facts.state != "agreed" and is_manager and bool(exception_reason.strip())
    rules.check_publish(facts, excepted=excepted)
    rules.check_review(review_on, now.date())
    course = db.session.get_one(Course, design.course_id)
    first = newest_version(course.id) is None
    values = {**facts.texts.stored(), "in_catalogue": True, "review_on": review_on}
    outcomes = values.pop("outcomes")
    end_design(design, "published", now=now, by_id=by_id)
    save_course(course, values, outcomes, now=now, design=design)
    reason: dict[str, Any] = {"exception": exception_reason.strip()} if excepted else {}
    history.record("course.published", "course", course.id, actor_id=by_id, **reason)
    if first:
        came_true(course, now)
    return course


def keep_as_it_is(course_id: int, review_on: date, *, now: datetime, by_id: int) -> None:
    """Somebody has looked at a course again: it stays, and comes back later."""
    course = db.session.get_one(Course, course_id, with_for_update=True)
    course.review_on = review_on
    finish_tasks_about(("review",), course_id, by_id=by_id, outcome="kept", now=now)
    history.record("course.kept", "course", course_id, actor_id=by_id)


def set_design_aside(design_id: int, words: str, *, now: datetime, by_id: int) -> None:
    """A round ends without a course; whoever had the idea reads why. A course of the catalogue
    was looked at by it. Raises `Refused`."""
    design = locked(design_id)
    rules.check_runs(design.state)
    end_design(design, "set_aside", now=now, by_id=by_id)
    course = db.session.get_one(Course, design.course_id)
    looked_at(course, now.date())
    if newest_version(course.id) is None:
        set_aside(course, words, now=now, by_id=by_id)


def looked_at(course: Course, today: date) -> None:
    """A course whose day to look at it again has come was looked at: it comes back in a year."""
    if course.review_on is not None and course.review_on <= today:
        course.review_on = today + rules.UNTIL_REVIEW


def ask_to_review(now: datetime, today: date, zone: ZoneInfo) -> int:
    """Courses whose day to look at them again has come: a task for the office, once."""
    written = exists().where(CourseDesign.course_id == Course.id, CourseDesign.state.in_(RUNNING))
    due = db.session.scalars(
        select(Course)
        .where(Course.in_catalogue, Course.review_on <= today, ~written)
        .order_by(Course.id)
        .with_for_update(skip_locked=True)
    ).all()
    days = {course.id: course.review_on + TIME_TO_LOOK for course in due if course.review_on}
    return _ask_once("review", days, now=now, zone=zone)


def ask_to_decide(now: datetime, today: date, zone: ZoneInfo) -> int:
    """Rounds whose time is over: a task for the office and a letter to the lead, once."""
    late = late_designs(today)
    days = {design.id: design.until + TIME_TO_DECIDE for design in late}
    asked = _asked("codesign", {one: _due(day, zone) for one, day in days.items()}, now)
    for design in late:
        if design.id not in asked:
            for one in design.designers:
                if one.lead and one.joined_at and one.person.erased_at is None:
                    tell(one.person, "design_time", now=now, design_id=design.id)
    return _ask_once("codesign", days, now=now, zone=zone)


def _ask_once(kind: str, days: dict[int, date], *, now: datetime, zone: ZoneInfo) -> int:
    """One task for each, due on its day; none where one is open, or was just put away."""
    due = {about_id: _due(day, zone) for about_id, day in days.items()}
    asked = _asked(kind, due, now)
    new = [about_id for about_id in due if about_id not in asked]
    for about_id in new:
        add_task(kind, now=now, due_at=due[about_id], about_id=about_id)
    return len(new)


def _asked(kind: str, due: Mapping[int, datetime], now: datetime) -> set[int]:
    """Of which there is a task that is open, or that somebody put away lately without another day
    coming of it."""
    put_away = (Task.done_at > now - QUIET) & Task.done_by_id.is_not(None)
    rows = db.session.execute(
        select(Task.about_id, Task.due_at, Task.done_at)
        .where(Task.kind == kind, Task.about_id.in_(list(due)))
        .where(Task.done_at.is_(None) | put_away)
    )
    return {
        about_id
        for about_id, due_at, done_at in rows
        if about_id is not None and (done_at is None or due_at == due[about_id])
    }


def _due(day: date, zone: ZoneInfo) -> datetime:
    return clock.instant(day, MORNING, zone)
