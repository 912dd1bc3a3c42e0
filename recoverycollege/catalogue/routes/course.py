"""A course: what it is like, who it is for, what may come of it, and when it is taught."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from flask import abort, current_app, render_template
from flask.typing import ResponseReturnValue

from recoverycollege import clock
from recoverycollege.catalogue.blueprint import catalogue
from recoverycollege.catalogue.cards import dates_card, where, whom
from recoverycollege.catalogue.linked_data import course_data
from recoverycollege.catalogue.models import Course
from recoverycollege.catalogue.queries import course_at, neighbours
from recoverycollege.catalogue.rules import FOR_WORDS, KIND_WORDS, LEVEL_WORDS
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.classes.rules.gate import ONE_TO_ONE
from recoverycollege.enrolment.queries.coming import Coming, ComingClass, coming_classes
from recoverycollege.feedback.queries.quotes import quotes_of_course
from recoverycollege.feedback.queries.said import you_said
from recoverycollege.guards import audience
from recoverycollege.wording import day, zone


@catalogue.get("/courses/<slug>")
@audience("public")
def course(slug: str) -> ResponseReturnValue:
    """A course outside the catalogue is answered like one that does not exist."""
    now = clock.now()
    found = course_at(slug) or abort(404)
    coming = Coming(now, clock.local(now, zone()).date())
    classes = coming_classes(coming, ScheduledClass.course_id == found.id)
    if found.kind == ONE_TO_ONE:
        return _with_times(found, classes, coming.today)
    return render_template(
        "catalogue/course.html",
        **_about(found, coming.today),
        dates=[(dates_card(one), one) for one in sorted(classes, key=lambda c: not c.joinable)],
        can_join=any(one.joinable for one in classes),
        data=course_data(found, classes),
    )


def answer_key() -> str:
    """With it the first name of someone who wants it shown is found."""
    key: str = current_app.extensions["settings"].answer_key
    return key


def _with_times(found: Course, classes: Sequence[ComingClass], today: date) -> str:
    """Of one-to-one peer support: the times that are free, day by day. Where one is taken, a turn
    in its line can be one for all of them."""
    free = [one for one in classes if one.has_places]
    days = groupby(free, key=lambda one: day(one.first_starts))
    taken = (one.id for one in classes if one.joinable and not one.has_places)
    return render_template(
        "catalogue/course.html",
        **_about(found, today),
        days=[(words, list(times)) for words, times in days],
        wait_at=next(taken, None),
        can_join=bool(free),
        data=course_data(found, free),
        where=where,
        whom=whom,
    )


def _about(found: Course, today: date) -> dict[str, Any]:
    return {
        "here": "courses",
        "course": found,
        "labels": [KIND_WORDS[found.kind], LEVEL_WORDS[found.level]],
        "for_words": FOR_WORDS[found.for_whom],
        "near": neighbours(found),
        "you_said": you_said(found.id, today),
        "quotes": quotes_of_course(found.id, today, answer_key()),
    }
