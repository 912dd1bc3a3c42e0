"""Letters on paper: what waits, a batch to print, and noting that it is in the post."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.database import LARGEST_ID, db
from recoverycollege.guards import audience
from recoverycollege.letters import paper
from recoverycollege.staff import sayings
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.pressing import pressed
from recoverycollege.staff.queries import letters as queries


@staff.get("/letters/paper")
@audience("office")
def letters_paper() -> ResponseReturnValue:
    return render_template(
        "staff/letters_paper.html",
        letters=queries.to_print(),
        count=paper.waiting(),
        printing=len(queries.batch(clock.now())),
        sayings=sayings,
    )


@staff.post("/letters/paper/print")
@audience("office")
def letters_batch() -> ResponseReturnValue:
    if again := pressed():
        return again
    made = paper.make_batch(clock.now())
    db.session.commit()
    if not made:
        flash(_("None of these letters is still true. There is nothing to print."))
        return redirect(url_for("staff.letters_paper"), 303)
    return redirect(url_for("staff.letters_print"), 303)


@staff.get("/letters/paper/print")
@audience("office")
def letters_print() -> ResponseReturnValue:
    now, settings = clock.now(), current_app.extensions["settings"]
    batch = queries.batch(now)
    sheets = paper.sheets([letter for letter, _person in batch], now)
    return render_template("staff/letters_print.html", sheets=sheets, settings=settings)


@staff.post("/letters/paper/posted")
@audience("office")
def letters_posted() -> ResponseReturnValue:
    if again := pressed():
        return again
    done = paper.posted(_printed(), by_id=current_user.person_id, now=clock.now())
    db.session.commit()
    flash(
        ngettext(
            "%(num)s letter is noted as posted.", "%(num)s letters are noted as posted.", done
        ),
        "good",
    )
    return redirect(url_for("staff.letters_paper"), 303)


def _printed() -> list[int]:
    """The letters that stood on the page; anything else in the field is left out."""
    typed = request.form.get("letters", "").split(",")[: paper.MOST]
    numbers = (int(part) for part in typed if part.isascii() and part.isdecimal())
    return [number for number in numbers if number <= LARGEST_ID]
