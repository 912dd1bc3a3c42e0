"""What a class was together: three records, in the team's words, signed by one press each."""

from __future__ import annotations

from functools import partial

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.classes.queries import team_class
from recoverycollege.classes.queries.records import records_of
from recoverycollege.classes.services import records
from recoverycollege.classes.services.planning import NotHere
from recoverycollege.database import db
from recoverycollege.errors import say
from recoverycollege.forms import PressForm, too_old
from recoverycollege.guards import audience
from recoverycollege.refusals import Refused
from recoverycollege.teaching import ledger
from recoverycollege.teaching.blueprint import teaching
from recoverycollege.teaching.forms.together import RecordForm

TOGETHER = "/classes/<int:class_id>/together"
RECORD = f"{TOGETHER}/<any(design, delivery, evaluation):kind>"


def mine(class_id: int) -> ScheduledClass:
    """A class I am in the team of: whoever may look in for another reason signs nothing."""
    found = team_class(current_user.person_id, class_id)
    if found is None or all(m.person_id != current_user.person_id for m in found.team):
        abort(404)
    return found


@teaching.get(TOGETHER)
@audience("team")
def together(class_id: int) -> ResponseReturnValue:
    return together_page(class_id)


def together_page(class_id: int, words: str = "", status: int = 200) -> ResponseReturnValue:
    found = mine(class_id)
    facts = {"found": found, "words": words, "error_title": status == 422}
    facts |= {"cards": ledger.cards(found, clock.now()), "one_sided": ledger.one_sided(found)}
    return render_template("teaching/together.html", **facts), status


@teaching.post(f"{RECORD}/sign")
@audience("team")
def together_sign(class_id: int, kind: str) -> ResponseReturnValue:
    """Signs for the one who presses, and for nobody else: nothing of the page says who."""
    if not PressForm().validate_on_submit():
        return together_page(class_id, too_old(), 422)
    seen, now, who = request.form.get("seen", ""), clock.now(), current_user.person_id
    first_words = partial(ledger.first_words, kind, now=now)
    try:
        records.sign(class_id, who, kind, seen=seen, first_words=first_words, now=now)
    except NotHere:
        abort(404)
    except Refused as refusal:
        db.session.rollback()
        return together_page(class_id, say(refusal), 409)
    db.session.commit()
    flash(_("You have signed. Thank you."), "good")
    return redirect(url_for("teaching.together", class_id=class_id, _anchor=kind), 303)


@teaching.get(RECORD)
@audience("team")
def together_words(class_id: int, kind: str) -> ResponseReturnValue:
    try:
        card = card_of(class_id, kind)
    except Refused as refusal:
        return together_page(class_id, say(refusal), 409)
    return words_page(class_id, card, RecordForm(data={"words": card.words, "seen": card.seen}))


def card_of(class_id: int, kind: str) -> ledger.Card:
    """A record of mine as it stands. Raises Refused where it is too early, the class is off, or it
    is for the others to sign."""
    card = ledger.card(kind, mine(class_id), records_of(class_id).get(kind), clock.now())
    if reason := card.not_yet or card.not_mine:
        raise Refused(reason)
    return card


def words_page(
    class_id: int, card: ledger.Card, form: RecordForm, words: str = "", status: int = 200
) -> ResponseReturnValue:
    facts = {"class_id": class_id, "card": card, "form": form, "words": words}
    facts["error_title"] = status == 422
    return render_template("teaching/together_words.html", **facts), status


@teaching.post(RECORD)
@audience("team")
def together_words_post(class_id: int, kind: str) -> ResponseReturnValue:
    form, now, who = RecordForm(), clock.now(), current_user.person_id
    if not form.validate_on_submit():
        return words_page(class_id, card_of(class_id, kind), form, status=422)
    typed = {"words": form.words.data or "", "seen": form.seen.data or ""}
    first_words = partial(ledger.first_words, kind, now=now)
    try:
        records.put_in_words(class_id, who, kind, first_words=first_words, now=now, **typed)
    except NotHere:
        abort(404)
    except records.Changed as refusal:
        db.session.rollback()
        card = card_of(class_id, kind)
        form.seen.data = card.seen
        return words_page(class_id, card, form, say(refusal), 409)
    db.session.commit()
    flash(_("Saved. Each side can sign it now."), "good")
    return redirect(url_for("teaching.together", class_id=class_id, _anchor=kind), 303)
