"""My classes, the page of one class, and what is shown of me."""

from __future__ import annotations

from collections.abc import Iterable

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.accounts.queries import needs_for_team
from recoverycollege.classes.models import Absence, TeamMember
from recoverycollege.classes.presenting import team_line, version_line, where_line
from recoverycollege.classes.queries import member_facts, my_classes, taught_from, team_class
from recoverycollege.classes.queries.joining import (
    absences_of,
    stand_in,
    stepping_in,
    waiting_for,
)
from recoverycollege.classes.queries.materials import materials_of
from recoverycollege.classes.queries.reflections import to_answer
from recoverycollege.classes.rules.team import kind_tells, shown_team
from recoverycollege.classes.services.planning import NotHere
from recoverycollege.classes.services.shown import OtherSide, choose_shown, leads
from recoverycollege.database import db
from recoverycollege.enrolment.queries.own import absences
from recoverycollege.enrolment.queries.people import next_session
from recoverycollege.enrolment.queries.places import counts
from recoverycollege.errors import say
from recoverycollege.feedback.queries.forms import in_the_room
from recoverycollege.guards import audience
from recoverycollege.teaching.blueprint import teaching
from recoverycollege.teaching.forms.members import ShownForm
from recoverycollege.teaching.presenting import side_words
from recoverycollege.teaching.queries import (
    calls_of_class,
    here_now,
    team_member,
    who_comes,
)
from recoverycollege.teaching.todo import things_to_do
from recoverycollege.teaching.week import this_week, without_free_times


@teaching.get("")
@audience("team")
def index() -> ResponseReturnValue:
    """The next seven days, what waits, and all my classes."""
    now, person_id = clock.now(), current_user.person_id
    mine = my_classes(person_id, now)
    places = counts([found.id for found in mine], now)
    free = {class_id: count.free > 0 for class_id, count in places.items()}
    mine, free_times = without_free_times(mine, free, now)
    week, stepping = this_week(mine, now), stepping_in(person_id, now)
    near = {meeting.found.id for meeting in week}
    others = [(found, next_session(found, now)) for found in mine if found.id not in near]
    return render_template(
        "teaching/index.html",
        week=week,
        free_times=free_times,
        todo=things_to_do(person_id, mine, stepping, now),
        later=[pair for pair in others if pair[1]],
        past=[found for found, session in others if not session],
        counts=places,
        where=where_line,
        asked=waiting_for(person_id),
        stepping_in=stepping,
    )


@teaching.get("/classes/<int:class_id>")
@audience("team")
def scheduled_class(class_id: int) -> ResponseReturnValue:
    found = team_class(current_user.person_id, class_id)
    if found is None:
        return stand_in_page(class_id)
    people, now = who_comes(class_id), clock.now()
    return render_template(
        "teaching/class.html",
        found=found,
        team=found.team,
        seen_by_all=team_line(shown_team(member_facts(found.team), "public", found.course.kind)),
        people=people,
        absent=absences([enrolment.id for enrolment in people]),
        needs=needs_for_team(here_now(people)),
        counts=counts([class_id], now)[class_id],
        calls=calls_of_class(class_id),
        waits=to_answer(current_user.person_id, [found], now),
        next_session=next_session(found, now),
        away=by_session(absences_of(class_id)),
        taught_from=version_line(taught_from(class_id)),
        in_the_room=in_the_room(found),
    )


def stand_in_page(class_id: int) -> ResponseReturnValue:
    """The class as whoever steps in for a session of it sees it, until the day after."""
    mine = stand_in(current_user.person_id, class_id, clock.now())
    people = who_comes(class_id) if mine else abort(404)
    return render_template(
        "teaching/stand_in.html",
        mine=mine,
        found=mine[0].session.scheduled_class,
        people=people,
        needs=needs_for_team(here_now(people)),
        materials=materials_of(class_id),
        now=clock.now(),
    )


def by_session(absences: Iterable[Absence]) -> dict[int, list[Absence]]:
    found: dict[int, list[Absence]] = {}
    for absence in absences:
        found.setdefault(absence.session_id, []).append(absence)
    return found


@teaching.get("/classes/<int:class_id>/shown")
@audience("team")
def shown(class_id: int) -> ResponseReturnValue:
    member = mine(class_id)
    return shown_page(member, ShownForm(obj=member))


@teaching.post("/classes/<int:class_id>/shown")
@audience("team")
def shown_post(class_id: int) -> ResponseReturnValue:
    member, form = mine(class_id), ShownForm()
    if not form.validate_on_submit():
        form.perspective.data = member.perspective
        return shown_page(member, form, 422)
    try:
        choose_shown(class_id, current_user.person_id, **form.chosen())
    except NotHere:
        abort(404)
    except OtherSide as refusal:
        db.session.rollback()
        member = mine(class_id)
        form.perspective.data = member.perspective
        return shown_page(member, form, 409, say(refusal))
    db.session.commit()
    flash(_("Saved. This is what people see from now on."), "good")
    return redirect(url_for("teaching.scheduled_class", class_id=class_id), 303)


def mine(class_id: int) -> TeamMember:
    member = team_member(current_user.person_id, class_id)
    if member is None:
        abort(404)
    return member


def shown_page(
    member: TeamMember, form: ShownForm, status: int = 200, words: str = ""
) -> ResponseReturnValue:
    facts = {"member": member, "form": form, "error_title": status == 422, "words": words}
    facts["side"], facts["leads"] = side_words()[member.perspective], leads(member)
    facts["alone"] = kind_tells(
        member.scheduled_class.course.kind, member_facts(member.scheduled_class.team)
    )
    return render_template("teaching/shown.html", **facts), status
