"""Letters: what is on its way, what is stuck and why, and sending it once more."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.database import db
from recoverycollege.guards import audience
from recoverycollege.letters import mending
from recoverycollege.staff import sayings, words
from recoverycollege.staff.asked import page, typed
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.looks import look
from recoverycollege.staff.pressing import pressed
from recoverycollege.staff.queries import letters as queries


@staff.route("/letters", methods=["GET", "POST"])
@audience("office", late_write=True)
def letters() -> ResponseReturnValue:
    state, way, q, wanted = typed("state"), typed("way"), typed(), page()
    found, pages = queries.letters(state, way, q, wanted)
    return render_template(
        "staff/letters.html",
        letters=found,
        counts=queries.counts(),
        tried_out=queries.tried_out() if state == "parked" else 0,
        state=state,
        way=way,
        q=q,
        page=wanted,
        pages=pages,
        states=words.letter_states(),
        ways=words.letter_channels(),
        sayings=sayings,
    )


@staff.post("/letters/resend")
@audience("office")
def letters_resend() -> ResponseReturnValue:
    if again := pressed():
        return again
    sent = mending.resend_tried_out(by_id=current_user.person_id, now=clock.now())
    db.session.commit()
    flash(
        ngettext(
            "%(num)s letter is on its way again.", "%(num)s letters are on their way again.", sent
        ),
        "good",
    )
    return redirect(url_for("staff.letters"), 303)


@staff.get("/letters/<int:letter_id>")
@audience("office")
def letter(letter_id: int) -> ResponseReturnValue:
    found, name = queries.letter(letter_id) or abort(404)
    look(found.person_id, "letter")
    return render_template(
        "staff/letter.html",
        letter=found,
        name=name,
        states=words.letter_states(),
        ways=words.letter_channels(),
        sayings=sayings,
        is_code=found.kind == mending.CODES,
    )


@staff.post("/letters/<int:letter_id>/resend")
@audience("office")
def letter_resend(letter_id: int) -> ResponseReturnValue:
    if again := pressed():
        return again
    queries.letter(letter_id) or abort(404)
    sent = mending.resend(letter_id, by_id=current_user.person_id, now=clock.now())
    db.session.commit()
    flash(_("It is on its way again."), "good")
    return redirect(url_for("staff.letter", letter_id=sent.id), 303)


@staff.post("/letters/<int:letter_id>/drop")
@audience("office")
def letter_drop(letter_id: int) -> ResponseReturnValue:
    if again := pressed():
        return again
    queries.letter(letter_id) or abort(404)
    mending.drop(letter_id, by_id=current_user.person_id)
    db.session.commit()
    flash(_("It will not be sent."), "good")
    return redirect(url_for("staff.letter", letter_id=letter_id), 303)
