"""Words of one's own: may they be quoted, how would it read, and no more of it."""

from __future__ import annotations

from typing import Any

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.database import db
from recoverycollege.errors import say
from recoverycollege.feedback.blueprint import feedback
from recoverycollege.feedback.forms import OfferForm, PublishForm
from recoverycollege.feedback.queries.quotes import MyText, my_texts
from recoverycollege.feedback.rules.codes import text_id
from recoverycollege.feedback.rules.quotes import USUAL_MONTHS
from recoverycollege.feedback.services import quoting
from recoverycollege.forms import Form, PressForm
from recoverycollege.guards import audience
from recoverycollege.refusals import Refused
from recoverycollege.wording import zone

MINE = "/my-learning/hope/words/<int:place>/<item>"


def key() -> str:
    answer_key: str = current_app.extensions["settings"].answer_key
    return answer_key


def text_or_404(place: int, item: str) -> MyText:
    """Words are found among one's own only."""
    texts = my_texts(current_user.person_id, key())
    found = (one for one in texts if (one.enrolment_id, one.item) == (place, item))
    return next(found, None) or abort(404)


@feedback.get(MINE)
@audience("own")
def my_text(place: int, item: str) -> ResponseReturnValue:
    found = text_or_404(place, item)
    return text_page(found, form_of(found))


def form_of(found: MyText) -> Form:
    """What may be pressed now, as it stands."""
    quote = found.quote
    if quote is None or quote.state != "asked":
        return OfferForm(formdata=None, obj=quote)
    ticks = {"with_name": quote.with_name, "with_place": quote.with_place}
    return PublishForm(
        formdata=None, data=ticks | {"final": quote.final, "months": str(USUAL_MONTHS)}
    )


@feedback.post(f"{MINE}/offer")
@audience("own")
def my_text_offer(place: int, item: str) -> ResponseReturnValue:
    found, form = text_or_404(place, item), OfferForm()
    if not form.validate_on_submit():
        return text_page(found, form, 422)
    ticks = {"with_name": form.with_name.data, "with_place": form.with_place.data}
    quoting.offer(key(), text_id(key(), place, item), **ticks)
    db.session.commit()
    flash(
        _("Thank you. Two people read it now. Then we ask you again, before it is shown."), "good"
    )
    return redirect(url_for(".my_text", place=place, item=item), 303)


@feedback.post(f"{MINE}/stop")
@audience("own")
def my_text_stop(place: int, item: str) -> ResponseReturnValue:
    found = text_or_404(place, item)
    if not PressForm().validate_on_submit():
        return text_page(found, PressForm().old(), 422)
    quoting.take_back_of(key(), [text_id(key(), place, item)])
    db.session.commit()
    flash(_("Taken back. Nobody is shown these words as a quote."), "good")
    return redirect(url_for(".my_text", place=place, item=item), 303)


@feedback.post(f"{MINE}/yes")
@audience("own")
def my_text_yes(place: int, item: str) -> ResponseReturnValue:
    found, form = text_or_404(place, item), PublishForm()
    waits = found.quote is not None and found.quote.state == "asked"
    if waits and not form.validate_on_submit():
        return text_page(found, form, 422)
    try:
        shown = publish(found, form)
        db.session.commit()
    except Refused as refusal:
        db.session.rollback()
        form.form_errors = [say(refusal)]
        return text_page(text_or_404(place, item), form, 422)
    flash(
        _("It is on the course's page now. Thank you: it may be what someone needed to read.")
        if shown
        else _("You changed the words, so both people read them once more. Then we ask you again."),
        "good",
    )
    return redirect(url_for(".my_text", place=place, item=item), 303)


def publish(found: MyText, form: PublishForm) -> bool:
    if found.quote is None or found.quote.state != "asked":
        raise Refused(quoting.NOT_WAITING)
    return quoting.publish(
        found.quote.id,
        form.final.data or "",
        with_name=bool(form.with_name.data),
        with_place=bool(form.with_place.data),
        months=int(form.months.data),
        today=clock.today(zone()),
    )


def text_page(found: MyText, form: Form, status: int = 200) -> ResponseReturnValue:
    facts: dict[str, Any] = {"text": found, "quote": found.quote, "form": form, "typed": ""}
    now = form_of(found)
    if type(form) is not type(now):  # a button that came too late
        facts["again"], facts["form"] = form, now
        facts["typed"] = form.final.data if isinstance(form, PublishForm) else ""
    page = render_template("feedback/my_text.html", **facts, error_title=status == 422)
    return page, status
