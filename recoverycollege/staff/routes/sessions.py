"""The dates of a class: add one or a row of weeks, move one, take one out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar
from zoneinfo import ZoneInfo

from flask import abort, flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.classes.models import ClassSession, ScheduledClass
from recoverycollege.classes.rules.clock_times import occurs_twice
from recoverycollege.classes.services import dates
from recoverycollege.enrolment.queries.places import counts
from recoverycollege.enrolment.services.changing import tell_of_dates
from recoverycollege.forms import PressForm
from recoverycollege.guards import audience
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.forms.classes import DateForm, DatesForm
from recoverycollege.staff.forms.fields import values_of
from recoverycollege.staff.routes.classes import class_or_404, to_class
from recoverycollege.staff.routes.saving import saved, show_form
from recoverycollege.wording import day, time, zone

Done = TypeVar("Done")


@staff.route("/classes/<int:class_id>/dates/add", methods=["GET", "POST"])
@audience("office")
def dates_add(class_id: int) -> ResponseReturnValue:
    found, form = class_or_404(class_id), DatesForm(data={"how_many": 1})
    if form.validate_on_submit() and (
        added := saved(form, lambda: _tell(class_id, _add(class_id, form)))
    ):
        words = ngettext("%(num)s date added.", "%(num)s dates added.", len(added))
        flash(words + _twice(added) + _told(class_id), "good")
        return to_class(class_id)
    return show_form("staff/dates_add.html", form, scheduled_class=found)


def _add(class_id: int, form: DatesForm) -> list[ClassSession]:
    given = values_of(form)
    return dates.add_weekly(
        class_id,
        given["day"],
        given["starts"],
        given["ends"],
        given["how_many"],
        skipping=form.days_off(),
        share_room=given["share_room"],
        zone=zone(),
        by_id=current_user.person_id,
    )


@staff.route("/classes/<int:class_id>/dates/<int:session_id>", methods=["GET", "POST"])
@audience("office")
def date_move(class_id: int, session_id: int) -> ResponseReturnValue:
    found, session = _date_or_404(class_id, session_id)
    starts, ends = (clock.local(at, _zone(session)) for at in (session.starts_at, session.ends_at))
    form = DateForm(data={"day": starts.date(), "starts": starts.time(), "ends": ends.time()})
    form.zone, twice = _zone(session), _twice([session])
    if form.validate_on_submit() and (
        moved := saved(form, lambda: _tell(class_id, _move(session_id, form, _zone(session))))
    ):
        flash(_("Moved.") + _twice([moved]) + _told(class_id), "good")
        return to_class(class_id)
    facts = {"scheduled_class": found, "session": session, "twice": twice.strip()}
    return show_form("staff/date_move.html", form, **facts)


def _move(session_id: int, form: DateForm, its_zone: ZoneInfo) -> ClassSession:
    given = values_of(form)
    how = {"zone": its_zone, "now": clock.now(), "by_id": current_user.person_id}
    return dates.move_session(session_id, **given, **how)


@staff.route("/classes/<int:class_id>/dates/<int:session_id>/remove", methods=["GET", "POST"])
@audience("office")
def date_remove(class_id: int, session_id: int) -> ResponseReturnValue:
    found, session = _date_or_404(class_id, session_id)
    form, now, by_id = PressForm(), clock.now(), current_user.person_id
    if form.validate_on_submit() and saved(
        form, lambda: _tell(class_id, dates.remove_session(session_id, now=now, by_id=by_id))
    ):
        flash(_("The date is taken out.") + _told(class_id), "good")
        return to_class(class_id)
    return show_form("staff/date_remove.html", form, scheduled_class=found, session=session)


def _date_or_404(class_id: int, session_id: int) -> tuple[ScheduledClass, ClassSession]:
    found = class_or_404(class_id)
    session = next((s for s in found.sessions if s.id == session_id), None)
    return found, session or abort(404)


def _zone(session: ClassSession) -> ZoneInfo:
    """The clock a date was planned by."""
    return ZoneInfo(session.zone)


def _twice(sessions: Iterable[ClassSession]) -> str:
    """Says which is meant where the clock shows a time twice; empty when it shows it once."""
    for session in sessions:
        for moment in (session.starts_at, session.ends_at):
            local = clock.local(moment, _zone(session))
            if occurs_twice(local):
                return " " + _(
                    "The clocks go back on %(day)s, and %(time)s comes twice. The first is meant.",
                    day=day(moment),
                    time=time(moment),
                )
    return ""


def _tell(class_id: int, done: Done) -> Done:
    """After a change: everyone concerned is told of it, in the same step."""
    tell_of_dates(class_id, clock.now(), current_user.person_id)
    return done


def _told(class_id: int) -> str:
    """Says that people who already count on the dates will hear of it."""
    there = counts([class_id], clock.now())[class_id]
    if not there.enrolled + there.offered + there.waiting:
        return ""
    return " " + _("Everyone with a place or a turn in the line is told.")
