"""One-to-one peer support: many times at once, looked at first and then made in one step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.catalogue.models import Course
from recoverycollege.classes.queries.times import givers, looked_at
from recoverycollege.classes.rules.gate import ONE_TO_ONE
from recoverycollege.classes.rules.times import MOST_TIMES, Time, fingerprint
from recoverycollege.classes.services.times import make_times
from recoverycollege.database import db
from recoverycollege.guards import audience
from recoverycollege.refusals import Refused
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.forms.fields import options
from recoverycollege.staff.forms.times import TimesForm
from recoverycollege.staff.queries import courses as queries
from recoverycollege.staff.routes.saving import refuse, show_form
from recoverycollege.wording import zone

USUAL = {"minutes": 50, "setting": "community"}


@staff.route("/courses/<int:course_id>/times", methods=["GET", "POST"])
@audience("office")
def course_times(course_id: int) -> ResponseReturnValue:
    course_or_404(course_id)
    form = TimesForm(data=USUAL)
    form.venue_id.choices = options(queries.venue_choices(), _("Choose one"))
    people = [(row.person_id, row.shown_name) for row in givers(course_id)]
    form.person_id.choices = options(people, _("Choose one"))
    if form.validate_on_submit():
        if made := _made(course_id, form):
            words = ngettext("%(num)s time is open.", "%(num)s times are open.", made)
            flash(words + " " + _("People can book now."), "good")
            return redirect(url_for("staff.course", course_id=course_id), 303)
        return show_form("staff/times.html", form, **_seen(course_id, form), people=people)
    facts = {"course": course_or_404(course_id), "times": None, "seen": "", "people": people}
    return show_form("staff/times.html", form, **facts, most=MOST_TIMES)


def course_or_404(course_id: int) -> Course:
    found = queries.course(course_id)
    return found if found and found.kind == ONE_TO_ONE else abort(404)


def _made(course_id: int, form: TimesForm) -> int:
    """Makes the times where that was pressed; how many, or 0 where they are only looked at."""
    if "make" not in request.form:
        return 0
    how = {"now": clock.now(), "by_id": current_user.person_id, "zone": zone()}
    try:
        made = make_times(form.plan(course_id), request.form.get("seen", ""), **how)
        db.session.commit()
    except Refused as refusal:
        refuse(form, refusal)
        return 0
    return len(made)


def _seen(course_id: int, form: TimesForm) -> dict[str, Any]:
    """What would be made now, and what is in the way of the others."""
    plan, times = form.plan(course_id), list[Time]()
    try:
        times = looked_at(plan, clock.now(), zone())
    except Refused as refusal:
        refuse(form, refusal)
    facts: dict[str, Any] = {"course": course_or_404(course_id), "most": MOST_TIMES}
    return facts | {"times": _nothing(form, times), "seen": fingerprint(plan, times)}


def _nothing(form: TimesForm, times: Sequence[Time]) -> Sequence[Time]:
    """Says so where no day and hour is among those that were asked for."""
    if not times and not form.form_errors:
        form.form_errors = [_("There is no such time to come. Please look at the days again.")]
    return times
