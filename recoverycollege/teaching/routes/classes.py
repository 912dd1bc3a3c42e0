"""My classes, the page of one class, and what is shown of me."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.accounts.queries import needs_for_team
from recoverycollege.classes.models import TeamMember
from recoverycollege.classes.presenting import team_line, version_line
from recoverycollege.classes.queries import member_facts, my_classes, taught_from, team_class
from recoverycollege.classes.rules.team import shown_team
from recoverycollege.classes.services.shown import choose_shown
from recoverycollege.database import db
from recoverycollege.enrolment.queries.people import next_session
from recoverycollege.enrolment.queries.places import counts
from recoverycollege.guards import audience
from recoverycollege.teaching.blueprint import teaching
from recoverycollege.teaching.forms import ShownForm
from recoverycollege.teaching.queries import (
    calls_by_class,
    calls_of_class,
    here_now,
    team_member,
    who_comes,
)


@teaching.get("")
@audience("team")
def index() -> ResponseReturnValue:
    now = clock.now()
    mine = my_classes(current_user.person_id, now)
    coming = [(found, next_session(found, now)) for found in mine]
    return render_template(
        "teaching/index.html",
        coming=[pair for pair in coming if pair[1]],
        past=[found for found, session in coming if not session],
        counts=counts([found.id for found in mine]),
        calls=calls_by_class([found.id for found in mine]),
    )


@teaching.get("/classes/<int:class_id>")
@audience("team")
def scheduled_class(class_id: int) -> ResponseReturnValue:
    found = team_class(current_user.person_id, class_id)
    if found is None:
        abort(404)
    people = who_comes(class_id)
    return render_template(
        "teaching/class.html",
        found=found,
        team=found.team,
        seen_by_all=team_line(shown_team(member_facts(found.team), "public")),
        people=people,
        needs=needs_for_team(here_now(people)),
        counts=counts([class_id])[class_id],
        calls=calls_of_class(class_id),
        next_session=next_session(found, clock.now()),
        taught_from=version_line(taught_from(class_id)),
    )


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
        return shown_page(member, form, 422)
    choose_shown(
        member,
        shown_name=(form.shown_name.data or "").strip(),
        name_scope=form.name_scope.data,
        perspective_scope=form.perspective_scope.data,
        words=(form.words.data or "").strip(),
    )
    db.session.commit()
    flash(_("Saved. This is what people see from now on."), "good")
    return redirect(url_for("teaching.scheduled_class", class_id=class_id), 303)


def mine(class_id: int) -> TeamMember:
    member = team_member(current_user.person_id, class_id)
    if member is None:
        abort(404)
    return member


def shown_page(member: TeamMember, form: ShownForm, status: int = 200) -> ResponseReturnValue:
    facts = {"member": member, "form": form, "error_title": status == 422}
    return render_template("teaching/shown.html", **facts), status
