"""After asking: what happens next, and the code that was sent."""

from __future__ import annotations

from flask import redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from recoverycollege import clock
from recoverycollege.accounts import browser
from recoverycollege.accounts.services.codes import use_code
from recoverycollege.database import db
from recoverycollege.enrolment.blueprint import enrolment
from recoverycollege.enrolment.forms import CodeForm
from recoverycollege.enrolment.routes.ask import open_class
from recoverycollege.enrolment.services import answering
from recoverycollege.errors import say
from recoverycollege.guards import audience
from recoverycollege.refusals import Refused
from recoverycollege.security import limiter


@enrolment.get("/classes/<int:class_id>/ask/sent")
@audience("public")
def ask_sent(class_id: int) -> ResponseReturnValue:
    return sent_page(class_id, CodeForm())


@enrolment.post("/classes/<int:class_id>/ask/sent")
@audience("public")
@limiter.limit("60 per hour")
def ask_code_post(class_id: int) -> ResponseReturnValue:
    form = CodeForm()
    if not form.validate_on_submit():
        return sent_page(class_id, form, 422)
    try:
        code = use_code(browser.handle(), form.code.data or "", clock.now(), purpose="place")
        wish = answering.confirm(code.about_id or 0, clock.now())
    except Refused as refusal:
        db.session.commit()  # a failed try counts
        form.code.errors = [say(refusal)]
        return sent_page(class_id, form, 422)
    browser.sign_in(wish.person_id)
    wish_id = wish.id
    db.session.commit()
    return redirect(url_for("enrolment.place", enrolment_id=wish_id), 303)


def sent_page(class_id: int, form: CodeForm, status: int = 200) -> ResponseReturnValue:
    """What happens next, the same words for everyone who asked this way for this class."""
    asked = session.get("asked") or {}
    if asked.get("class") != class_id:
        return redirect(url_for("classes.scheduled_class", class_id=class_id), 303)
    return (
        render_template(
            "enrolment/ask_sent.html",
            found=open_class(class_id),
            asked=asked,
            form=form,
            error_title=status == 422,
        ),
        status,
        {"Cache-Control": "no-store"},  # it shows the address that was typed
    )
