"""A co-teacher tells the office that they cannot teach a session, or that they can after all."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.classes.services import absences
from recoverycollege.database import db
from recoverycollege.guards import audience
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.pressing import pressed
from recoverycollege.teaching.queries import any_session


@staff.post("/sessions/<int:session_id>/team/<int:person_id>/<any(away, back):said>")
@audience("office")
def absence(session_id: int, person_id: int, said: str) -> ResponseReturnValue:
    session = any_session(session_id) or abort(404)
    if again := pressed():
        return again
    class_id, now, by_id = session.class_id, clock.now(), current_user.person_id
    if said == "away":
        absences.cannot_come(session, person_id, now, by_id=by_id)
        flash(_("Noted. The session stands on the board, and under Tasks."), "good")
    else:
        absences.can_come(session, person_id, now, by_id=by_id)
        flash(_("Noted. Whoever would have stepped in is told."), "good")
    db.session.commit()
    return redirect(url_for("staff.team_member", class_id=class_id, person_id=person_id), 303)
