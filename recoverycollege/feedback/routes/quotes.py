"""What may be quoted, for the two people who read it before its author is asked."""

from __future__ import annotations

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege.database import db
from recoverycollege.errors import say
from recoverycollege.feedback.blueprint import feedback
from recoverycollege.feedback.forms import YesForm
from recoverycollege.feedback.models import Moderator
from recoverycollege.feedback.queries import quotes as queries
from recoverycollege.feedback.services import quoting
from recoverycollege.forms import PressForm
from recoverycollege.guards import audience
from recoverycollege.refusals import Refused


def me() -> Moderator:
    """The reader, if the office named them; nobody else sees these pages."""
    return queries.moderator(current_user.person_id) or abort(403)


def key() -> str:
    answer_key: str = current_app.extensions["settings"].answer_key
    return answer_key


def waiting_or_404(quote: str) -> queries.ToModerate:
    waiting = queries.to_moderate(current_user.person_id, key())
    return next((one for one in waiting if one.quote.id == quote), None) or abort(404)


@feedback.get("/quotes")
@audience("signed_in")
def quotes() -> ResponseReturnValue:
    return quotes_page()


def quotes_page(form: PressForm | None = None, status: int = 200) -> ResponseReturnValue:
    mine = me()
    page = render_template(
        "feedback/quotes.html",
        waiting=queries.to_moderate(mine.person_id, key()),
        me=mine,
        form=form or PressForm(),
        error_title=status == 422,
    )
    return page, status


@feedback.post("/quotes/me/<any(yes,no):lived>")
@audience("signed_in")
def quotes_me(lived: str) -> ResponseReturnValue:
    mine, form = me(), PressForm()
    if not form.validate_on_submit():
        return quotes_page(form.old(), 422)
    quoting.speak_from_experience(mine, lived=lived == "yes")
    db.session.commit()
    flash(_("Noted."), "good")
    return redirect(url_for(".quotes"), 303)


@feedback.get("/quotes/<quote>")
@audience("signed_in")
def quote(quote: str) -> ResponseReturnValue:
    me()
    found = waiting_or_404(quote)
    form = YesForm(formdata=None, data={"read": found.shown, "final": found.shown})
    return quote_page(found, form)


def quote_page(found: queries.ToModerate, form: YesForm, status: int = 200) -> ResponseReturnValue:
    facts = {"found": found, "form": form, "error_title": status == 422}
    return render_template("feedback/quote.html", **facts), status


@feedback.post("/quotes/<quote>/yes")
@audience("signed_in")
def quote_yes(quote: str) -> ResponseReturnValue:
    mine, form = me(), YesForm()
    if not form.validate_on_submit():
        return quote_page(waiting_or_404(quote), form, 422)
    try:
        quoting.say_yes(quote, form.read.data or "", form.final.data or "", mine, key())
        db.session.commit()
    except Refused as refusal:
        db.session.rollback()
        me()
        form.form_errors = [say(refusal)]
        found = waiting_or_404(quote)
        form.read.data = found.shown
        return quote_page(found, form, 422)
    flash(_("Thank you for your yes."), "good")
    return redirect(url_for(".quotes"), 303)


@feedback.post("/quotes/<quote>/no")
@audience("signed_in")
def quote_no(quote: str) -> ResponseReturnValue:
    mine, press = me(), PressForm()
    if not press.validate_on_submit():
        found = waiting_or_404(quote)
        form = YesForm(formdata=None, data={"read": found.shown, "final": found.shown})
        return quote_page(found, form.old(), 422)
    quoting.say_no(quote, mine)
    db.session.commit()
    flash(_("It will not be shown. What they wrote stays with the other comments."), "good")
    return redirect(url_for(".quotes"), 303)
