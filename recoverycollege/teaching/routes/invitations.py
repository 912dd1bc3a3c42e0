"""An invitation into a team: read it, and say yes or no."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.classes.models import Joining
from recoverycollege.classes.queries.clashes import teaching_clashes
from recoverycollege.classes.queries.joining import own_joining
from recoverycollege.classes.services import joining
from recoverycollege.database import db
from recoverycollege.enrolment.presenting import clash_words
from recoverycollege.guards import audience
from recoverycollege.teaching.blueprint import teaching
from recoverycollege.teaching.presenting import side_words
from recoverycollege.teaching.pressing import pressed


def mine(joining_id: int, *, whole: bool = False) -> Joining:
    """An invitation to me."""
    found = own_joining(current_user.person_id, joining_id, whole=whole)
    return found if found is not None and found.invited else abort(404)


@teaching.get("/invitations/<int:joining_id>")
@audience("team")
def invitation(joining_id: int) -> ResponseReturnValue:
    found, now = mine(joining_id, whole=True), clock.now()
    sessions = found.scheduled_class.ahead(now)
    if found.absence:
        sessions = [found.absence.session]
    clash = teaching_clashes([found.person_id], found.scheduled_class, sessions)
    return render_template(
        "teaching/invitation.html",
        joining=found,
        found=found.scheduled_class,
        sessions=sessions,
        clash=clash_words(clash.get(found.person_id, ())),
        side=side_words().get(found.perspective, ""),
    )


@teaching.post("/invitations/<int:joining_id>/accept")
@audience("team")
def invitation_accept(joining_id: int) -> ResponseReturnValue:
    found = mine(joining_id)
    if again := pressed():
        return again
    class_id = found.class_id
    joining.accept(joining_id, clock.now(), current_user.person_id)
    db.session.commit()
    flash(_("Thank you. We are glad that you teach with us."), "good")
    return redirect(url_for("teaching.scheduled_class", class_id=class_id), 303)


@teaching.post("/invitations/<int:joining_id>/decline")
@audience("team")
def invitation_decline(joining_id: int) -> ResponseReturnValue:
    mine(joining_id)
    if again := pressed():
        return again
    joining.decline(joining_id, clock.now(), current_user.person_id)
    db.session.commit()
    flash(_("Thank you for telling us. No is fine, and we will ask again another time."), "good")
    return redirect(url_for("teaching.index"), 303)
