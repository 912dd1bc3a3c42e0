"""What people say before and after a class, for those who teach it."""

from __future__ import annotations

from flask import abort, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from recoverycollege.classes.queries import team_class
from recoverycollege.feedback import presenting
from recoverycollege.feedback.queries import results
from recoverycollege.guards import audience
from recoverycollege.teaching.blueprint import teaching


@teaching.get("/classes/<int:class_id>/feedback")
@audience("team")
def class_feedback(class_id: int) -> ResponseReturnValue:
    found = team_class(current_user.person_id, class_id)
    about = results.subject("class", class_id) if found else None
    if about is None:
        abort(404)
    report = results.report(about)
    return render_template("teaching/class_feedback.html", report=report, say=presenting)
