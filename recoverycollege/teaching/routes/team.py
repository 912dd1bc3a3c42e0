"""The team of a class: who is in when, who can't be there, and answers of those who lead."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.classes.models import ClassSession, Joining, ScheduledClass
from recoverycollege.classes.presenting import team_line, with_words
from recoverycollege.classes.queries import member_facts, team_class
from recoverycollege.classes.queries.joining import (
    absences_of,
    joinings_of_classes,
    offer_to_leader,
    stepping_in,
)
from recoverycollege.classes.rules.team import shown_team
from recoverycollege.classes.services import absences, joining
from recoverycollege.classes.services.shown import leads
from recoverycollege.database import db
from recoverycollege.guards import audience
from recoverycollege.teaching.blueprint import teaching
from recoverycollege.teaching.pressing import pressed
from recoverycollege.teaching.queries import team_session


@teaching.get("/classes/<int:class_id>/team")
@audience("team")
def team(class_id: int) -> ResponseReturnValue:
    found, now = team_class(current_user.person_id, class_id) or abort(404), clock.now()
    away: dict[int, list[object]] = {}
    for absence in absences_of(class_id):
        away.setdefault(absence.session_id, []).append(absence)
    mine = next(m for m in found.team if m.person_id == current_user.person_id)
    offers = joinings_of_classes([class_id], now).get(class_id, []) if leads(mine) else []
    return render_template(
        "teaching/team.html",
        found=found,
        mine=mine,
        away=away,
        sessions=found.ahead(now),
        offers=[one for one in offers if one.answer == "waiting" and not one.invited],
        inside=shown_team(member_facts(found.team), "team", found.course.kind),
        seen=seen_by(found),
        with_words=with_words,
    )


def seen_by(found: ScheduledClass) -> list[tuple[str, str]]:
    """How the team reads to the class, and to everyone."""
    facts, kind = member_facts(found.team), found.course.kind
    return [
        (_("To everyone"), team_line(shown_team(facts, "public", kind))),
        (_("To the class"), team_line(shown_team(facts, "class", kind))),
    ]


@teaching.post("/sessions/<int:session_id>/away")
@audience("team")
def away(session_id: int) -> ResponseReturnValue:
    session = session_of_mine(session_id)
    if again := pressed():
        return again
    class_id = session.class_id
    absences.cannot_come(session, current_user.person_id, clock.now())
    db.session.commit()
    flash(_("Thank you for telling us. We look for someone to step in."), "good")
    return redirect(url_for("teaching.team", class_id=class_id), 303)


@teaching.post("/sessions/<int:session_id>/back")
@audience("team")
def back(session_id: int) -> ResponseReturnValue:
    session = session_of_mine(session_id)
    if again := pressed():
        return again
    class_id = session.class_id
    absences.can_come(session, current_user.person_id, clock.now())
    db.session.commit()
    flash(_("Good that you can come."), "good")
    return redirect(url_for("teaching.team", class_id=class_id), 303)


def session_of_mine(session_id: int) -> ClassSession:
    """A session of a class whose team I am in."""
    return team_session(current_user.person_id, session_id) or abort(404)


@teaching.post("/substitutes/<int:absence_id>/leave")
@audience("team")
def step_out(absence_id: int) -> ResponseReturnValue:
    steps_in_or_404(absence_id)
    if again := pressed():
        return again
    absences.step_out(absence_id, current_user.person_id, clock.now())
    db.session.commit()
    flash(_("Thank you for telling us. We look for someone else."), "good")
    return redirect(url_for("teaching.index"), 303)


@teaching.post("/substitutes/<int:absence_id>/still")
@audience("team")
def still_come(absence_id: int) -> ResponseReturnValue:
    """The session was moved, and whoever steps in can come at the new time too."""
    steps_in_or_404(absence_id)
    if again := pressed():
        return again
    class_id = absences.still_come(absence_id, current_user.person_id, clock.now()).id
    db.session.commit()
    flash(_("Thank you. It is good to know that you come."), "good")
    return redirect(url_for("teaching.scheduled_class", class_id=class_id), 303)


def steps_in_or_404(absence_id: int) -> None:
    mine = stepping_in(current_user.person_id, clock.now())
    if absence_id not in {absence.id for absence in mine}:
        abort(404)


@teaching.post("/classes/<int:class_id>/offers/<int:joining_id>/<any(yes, no):answer>")
@audience("team")
def offer_answer(class_id: int, joining_id: int, answer: str) -> ResponseReturnValue:
    """Whoever leads the class answers an offer."""
    found = offer_to_mine(class_id, joining_id)
    if again := pressed():
        return again
    deed = joining.accept if answer == "yes" else joining.decline
    deed(found.id, clock.now(), current_user.person_id)
    db.session.commit()
    flash(_("Thank you. They hear from us."), "good")
    return redirect(url_for("teaching.team", class_id=class_id), 303)


def offer_to_mine(class_id: int, joining_id: int) -> Joining:
    """An offer to a class that I lead."""
    return offer_to_leader(current_user.person_id, class_id, joining_id) or abort(404)
