"""The plan of a session: who leads what, for how long, and what to bring."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.classes.models import ClassSession, SessionPlan
from recoverycollege.classes.queries.plans import Source, plan_before, plan_last_time, plan_of
from recoverycollege.classes.rules.plans import MOST_PARTS, spare, starts
from recoverycollege.classes.services.plans import PlanChanged, save_plan
from recoverycollege.database import db
from recoverycollege.guards import audience
from recoverycollege.teaching.blueprint import teaching
from recoverycollege.teaching.forms.plans import PlanForm, TypedPart
from recoverycollege.teaching.queries import is_substitute, team_session

EMPTY_LINES, MORE_LINES = 2, 3
SOURCES = {"before": plan_before, "last-time": plan_last_time}


@teaching.get("/sessions/<int:session_id>/plan")
@audience("team")
def plan(session_id: int) -> ResponseReturnValue:
    """Whoever steps in for the session reads it too; the team writes it."""
    person_id, now = current_user.person_id, clock.now()
    session = team_session(person_id, session_id, stepping_in_at=now) or abort(404)
    facts = plan_facts(session, plan_of(session_id))
    facts["substitute"] = is_substitute(session, person_id)
    if not facts["rows"] and not facts["substitute"]:
        facts["sources"] = sources(session)
    return render_template("teaching/plan.html", found=session.scheduled_class, **facts)


def mine(session_id: int) -> ClassSession:
    """A session of a class I teach."""
    return team_session(current_user.person_id, session_id) or abort(404)


def plan_facts(session: ClassSession, saved: SessionPlan | None) -> dict[str, Any]:
    """A plan as it is read: each part beside the time it begins, and whether they fill the time."""
    parts = saved.parts if saved else []
    minutes = [part.minutes for part in parts]
    return {
        "session": session,
        "rows": list(zip(starts(session.starts_at, minutes), parts, strict=True)),
        "total": sum(minutes),
        "spare": spare(session.starts_at, session.ends_at, minutes),
    }


def sources(session: ClassSession) -> dict[str, Source]:
    """Plans this one may begin from."""
    return {name: source for name, find in SOURCES.items() if (source := find(session))}


@teaching.get("/sessions/<int:session_id>/plan/edit")
@audience("team")
def plan_edit(session_id: int) -> ResponseReturnValue:
    """The plan to write in. One that is copied is only shown: nothing is saved before the press."""
    session, saved = mine(session_id), plan_of(session_id)
    found, copied = sources(session), request.args.get("copy", "")
    form = PlanForm(version=str(saved.version if saved else 0))
    shown = plan_of(found[copied].session_id) if copied in found else saved
    form.parts = typed(shown, session)
    copied = copied if copied in found else ""
    replaces = bool(saved and saved.parts)
    return edit_page(session, form, sources=found, copied=copied, replaces=replaces)


def typed(plan: SessionPlan | None, session: ClassSession) -> list[TypedPart]:
    """The parts of a plan as the form shows them. A leader of another class's team is this class's,
    where they teach it too."""
    team = {member.person_id: str(member.id) for member in session.scheduled_class.team}
    return [
        TypedPart(
            str(part.minutes),
            part.words,
            team.get(part.leader.person_id, "") if part.leader else "",
            part.bring,
        )
        for part in (plan.parts if plan else [])
    ]


def edit_page(
    session: ClassSession, form: PlanForm, status: int = 200, *, lines: int = 0, **facts: Any
) -> ResponseReturnValue:
    wanted = max(lines, len(form.parts) + EMPTY_LINES)
    empty = [TypedPart() for _line in range(min(wanted, MOST_PARTS) - len(form.parts))]
    lengths = [part.length or 0 for part in form.parts]
    facts = {"sources": {}, "copied": "", "replaces": False, "theirs": None} | facts
    return render_template(
        "teaching/plan_edit.html",
        session=session,
        found=session.scheduled_class,
        form=form,
        lines=[*form.parts, *empty],
        begins=starts(session.starts_at, lengths),
        error_title=status == 422,
        **facts,
    ), status


@teaching.post("/sessions/<int:session_id>/plan/edit")
@audience("team")
def plan_edit_post(session_id: int) -> ResponseReturnValue:
    session, form = mine(session_id), PlanForm()
    form.read(request.form)
    if "more" in request.form or "up" in request.form:
        return rearranged(session, form)
    if not form.validate_on_submit():
        return edit_page(session, form, 422, lines=form.lines)
    by_id, now = current_user.person_id, clock.now()
    try:
        version = form.read_version
        save_plan(session_id, form.planned(), version=version, by_id=by_id, now=now)
    except PlanChanged:
        db.session.rollback()
        return both(mine(session_id), form)
    db.session.commit()
    flash(_("The plan is saved. Everyone in the team sees it."), "good")
    return redirect(url_for("teaching.plan", session_id=session_id), 303)


def rearranged(session: ClassSession, form: PlanForm) -> ResponseReturnValue:
    """More lines, or a part moved up. Nothing is saved yet, and nothing typed is lost."""
    up = request.form.get("up", 0, type=int)
    if 0 < up < len(form.parts):
        form.parts[up - 1 : up + 1] = reversed(form.parts[up - 1 : up + 1])
    more = MORE_LINES if "more" in request.form else 0
    return edit_page(session, form, lines=form.lines + more)


def both(session: ClassSession, form: PlanForm) -> ResponseReturnValue:
    """Someone else saved the plan meanwhile: theirs to read, and what was typed here to go on."""
    saved = plan_of(session.id)
    form.version.data = str(saved.version if saved else 0)
    return edit_page(session, form, 409, lines=form.lines, theirs=plan_facts(session, saved))
