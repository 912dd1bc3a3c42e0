"""The office's first page: what today asks for."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.classes.queries.unsigned import unsigned
from recoverycollege.enrolment.queries.places import counts
from recoverycollege.guards import audience
from recoverycollege.staff import words
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.queries import drafts, letters, places, tasks, today
from recoverycollege.wording import zone


@staff.get("")
@audience("office")
def home() -> ResponseReturnValue:
    now = clock.now()
    coming = today.coming(now)
    due = tasks.due_tasks(tasks.roles_seen(current_user.is_manager), tonight())
    return render_template(
        "staff/home.html",
        tasks=due,
        kinds=words.task_kinds(),
        classes=coming,
        counts=counts([line.class_id for line in coming], now),
        holds=places.holds(),
        stuck=letters.parked(),
        drafts=drafts.drafts(),
        unsigned=len(unsigned(now)),
        now=now,
    )


def tonight() -> datetime:
    """The end of today, by the college's clock."""
    return clock.instant(clock.today(zone()) + timedelta(days=1), time(), zone())
