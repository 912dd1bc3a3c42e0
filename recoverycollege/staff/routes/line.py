"""Who is next, and why: the wishes of a class with the rule that holds each, and what was done."""

from __future__ import annotations

from flask import abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from recoverycollege import clock
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.queries.line import InLine, ids_of, whole_line
from recoverycollege.enrolment.queries.places import counts
from recoverycollege.guards import audience
from recoverycollege.staff import sayings, words
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.queries.history import history_of_class, why_before
from recoverycollege.staff.queries.places import companions_of
from recoverycollege.wording import moment


@staff.get("/places/<int:class_id>/line")
@audience("office")
def line(class_id: int) -> ResponseReturnValue:
    found = db.session.get(ScheduledClass, class_id) or abort(404)
    now = clock.now()
    line = whole_line(found, now)
    return render_template(
        "staff/line.html",
        found=found,
        counts=counts([class_id], now)[class_id],
        line=line,
        why=why,
        before=why_before([one.enrolment.id for one in line if one.enrolment.priority]),
        companions=companions_of(class_id),
        entries=history_of_class(class_id, ids_of(class_id)),
        sayings=sayings,
        words=words,
    )


def why(one: InLine) -> str:
    """The rule in words, with its facts filled in."""
    turn = one.turn
    facts = {"places": turn.places, "passed": turn.passed, "before": turn.before}
    return str(_(one.reason, until=moment(turn.until) if turn.until else "", **facts))
