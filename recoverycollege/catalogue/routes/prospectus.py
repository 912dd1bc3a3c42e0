"""The prospectus: the catalogue as it stands today, made to be printed."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby

from flask import current_app, render_template
from flask.typing import ResponseReturnValue

from recoverycollege import clock
from recoverycollege.catalogue.blueprint import catalogue
from recoverycollege.catalogue.cards import listed
from recoverycollege.catalogue.queries import courses_in_order
from recoverycollege.enrolment.queries.coming import Coming, ComingClass, coming_classes
from recoverycollege.guards import audience
from recoverycollege.wording import zone

WEEKS = 26


@catalogue.get("/prospectus")
@audience("public")
def prospectus() -> ResponseReturnValue:
    """Strand by strand, each course with the classes of the coming weeks."""
    now = clock.now()
    coming = Coming(now, clock.local(now, zone()).date())
    classes: dict[int, list[ComingClass]] = {}
    for one in coming_classes(coming, coming.first_at < now + timedelta(weeks=WEEKS)):
        if one.standing in {"open", "later"}:
            classes.setdefault(one.course_id, []).append(one)
    strands = groupby(courses_in_order(), key=lambda course: course.strand)
    return render_template(
        "catalogue/prospectus.html",
        here="prospectus",
        strands=[(strand, list(courses)) for strand, courses in strands],
        classes=classes,
        listed=listed,
        today=coming.today,
        settings=current_app.extensions["settings"],
    )
