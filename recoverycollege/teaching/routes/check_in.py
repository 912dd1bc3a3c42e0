"""The code with which people check in to one session themselves."""

from __future__ import annotations

from flask import current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from recoverycollege import clock
from recoverycollege.enrolment.links import check_in_word
from recoverycollege.enrolment.rules.check_in import OPENS, door
from recoverycollege.guards import audience
from recoverycollege.teaching.blueprint import teaching
from recoverycollege.teaching.routes.paper import picture
from recoverycollege.teaching.routes.register import mine


@teaching.get("/sessions/<int:session_id>/check-in")
@audience("team")
def check_in(session_id: int) -> ResponseReturnValue:
    session, settings = mine(session_id), current_app.extensions["settings"]
    word = check_in_word(settings.secret_key, session_id)
    address = settings.base_url + url_for("enrolment.check_in", token=word)
    called_off = session.called_off or session.scheduled_class.state == "called_off"
    return render_template(
        "teaching/check_in.html",
        session=session,
        door=door(session.starts_at, session.ends_at, clock.now(), called_off=called_off),
        opens_at=session.starts_at - OPENS,
        address=address,
        picture=picture(address),
    )
