"""Your data: see it in plain words, take it with you, erase it."""

from __future__ import annotations

from flask import Response, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from recoverycollege import clock, personal
from recoverycollege.accounts import browser, presenting
from recoverycollege.accounts.blueprint import accounts
from recoverycollege.accounts.services.people import erase_person
from recoverycollege.database import db
from recoverycollege.forms import Form, PressForm
from recoverycollege.guards import audience


def held() -> dict[str, list[dict[str, object]]]:
    registry = current_app.extensions["personal"]
    return personal.export(registry, db.session(), current_user.person_id)


def everything() -> dict[str, list[dict[str, object]]]:
    return personal.everything(current_app, db.session(), current_user.person_id)


@accounts.get("/data")
@audience("own")
def data() -> ResponseReturnValue:
    groups = presenting.in_plain_words(current_app.extensions["personal"], held())
    return render_template("accounts/data.html", groups=groups)


@accounts.get("/data/export")
@audience("own")
def export() -> ResponseReturnValue:
    return Response(
        presenting.as_json(everything()),
        mimetype="application/json",
        headers={"Content-Disposition": 'attachment; filename="my-data.json"'},
    )


@accounts.get("/data/erase")
@audience("own")
def erase() -> ResponseReturnValue:
    return erase_page(PressForm())


def erase_page(form: Form, status: int = 200) -> ResponseReturnValue:
    page = render_template("accounts/erase.html", form=form, error_title=status == 422)
    return page, status


@accounts.post("/data/erase")
@audience("own")
def erase_post() -> ResponseReturnValue:
    if not PressForm().validate_on_submit():
        return erase_page(PressForm().old(), 422)
    extensions, person_id = current_app.extensions, current_user.person_id
    browser.sign_out()
    erase_person(
        person_id,
        clock.now(),
        person_id,
        registry=extensions["personal"],
        before=extensions["before_erase"],
    )
    db.session.commit()
    return redirect(url_for("accounts.erased"), 303)


@accounts.get("/erased")
@audience("public")
def erased() -> ResponseReturnValue:
    return render_template("accounts/erased.html")
