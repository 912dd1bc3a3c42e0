"""Asking in the room: forms on paper, and a QR code to point a phone at."""

from __future__ import annotations

import io

from flask import abort, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user
from markupsafe import Markup

from recoverycollege import clock
from recoverycollege.classes.queries import team_class
from recoverycollege.feedback.links import class_link
from recoverycollege.feedback.queries.forms import ClassForm, class_form, in_the_room
from recoverycollege.feedback.queries.paper import sheets
from recoverycollege.feedback.wording import asked_questions
from recoverycollege.guards import audience
from recoverycollege.teaching.blueprint import teaching

OF_CLASS = "/classes/<int:class_id>"
WAVE = "<any(before, mid, after):wave>"


@teaching.get(f"{OF_CLASS}/paper/{WAVE}")
@audience("team")
def paper(class_id: int, wave: str) -> ResponseReturnValue:
    if team_class(current_user.person_id, class_id) is None:
        abort(404)
    found = sheets(class_id, wave, current_app.extensions["settings"].answer_key) or abort(404)
    return render_template(
        "teaching/paper.html", found=found, questions=asked_questions(found.form.items)
    )


@teaching.get(f"{OF_CLASS}/qr/{WAVE}")
@audience("team")
def qr(class_id: int, wave: str) -> ResponseReturnValue:
    form = form_of_mine(class_id, wave)
    settings = current_app.extensions["settings"]
    address = f"{settings.base_url}/feedback/{class_link(settings.secret_key, class_id, wave)}"
    facts = {"form": form, "address": address, "picture": picture(address), "now": clock.now()}
    return render_template("teaching/qr.html", **facts)


def form_of_mine(class_id: int, wave: str) -> ClassForm:
    """The form of a class I teach, where it has this one."""
    mine = team_class(current_user.person_id, class_id)
    found = class_form(class_id, wave) if mine else None
    return found if found is not None and wave in in_the_room(found.found) else abort(404)


def picture(address: str) -> Markup:
    """The QR code as plain SVG on its own white ground: dark pages and paper show it alike."""
    import segno  # only here and where a second factor is set up

    out = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    plain = {"xmldecl": False, "svgns": False, "svgclass": None, "lineclass": None}
    code.save(out, kind="svg", omitsize=True, dark="#000", light="#fff", **plain)
    return Markup(out.getvalue().decode())  # noqa: S704 - made by segno from our own address
