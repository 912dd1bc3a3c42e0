"""The board: which classes look for a co-teacher, and offering oneself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.classes.models import CoTeacher, Joining
from recoverycollege.classes.queries.clashes import meetings, teaches_then
from recoverycollege.classes.queries.fitting import in_team, needs_for, sides_for
from recoverycollege.classes.queries.joining import own_joining, waiting_for
from recoverycollege.classes.queries.needs import Need, Wanted, need_of_session, told_needs
from recoverycollege.classes.queries.venues import venue_names
from recoverycollege.classes.rules.clashes import clashing
from recoverycollege.classes.services import joining
from recoverycollege.database import db
from recoverycollege.enrolment.presenting import clash_words
from recoverycollege.guards import audience
from recoverycollege.teaching import presenting
from recoverycollege.teaching.blueprint import teaching
from recoverycollege.teaching.forms.members import OfferForm
from recoverycollege.teaching.pressing import pressed
from recoverycollege.wording import zone

Key: TypeAlias = tuple[int, int]  # of a need: its class, and the absence or 0


@dataclass(frozen=True)
class Card:
    """A need as one co-teacher sees it. `as_`: the sides from which they could fill it."""

    need: Need
    as_: Sequence[str]
    clash: str
    asked: Joining | None  # what runs already between them and the college about it


@teaching.get("/board")
@audience("team")
def board() -> ResponseReturnValue:
    return board_page()


def board_page(
    status: int = 200, form: OfferForm | None = None, at: Key | None = None
) -> ResponseReturnValue:
    """The board; `form` is what was typed into the card `at`, where that is to be checked."""
    wanted = Wanted(*(request.args.get(name, "") for name in ("side", "venue", "day")))
    found = cards(wanted)
    mine = [card for card in found if card.as_]
    return render_template(
        "teaching/board.html",
        mine=mine,
        others=[card for card in found if not card.as_],
        wanted=wanted,
        venues=venue_names(),
        say=presenting,
        form=form or OfferForm(formdata=None),
        typed=next((card for card in mine if card.need.key == at), None),
        error_title=status == 422,
    ), status


def cards(wanted: Wanted) -> list[Card]:
    """What is open, with what already runs. A team one is in is left out."""
    person_id = current_user.person_id
    row = me()
    own = row.perspectives if row else []
    asked = {(j.class_id, j.absence_id or 0): j for j in waiting_for(person_id)}
    needs = [n for n in told_needs(clock.now()) if not in_team(n.found, person_id)]
    taught = teaches_then([person_id], [s for n in needs for s in n.sessions]).get(person_id, [])
    return [
        Card(
            need,
            sides_for(need, own),
            clash_words(clashing(meetings(need.found, need.sessions), taught)),
            asked.get(need.key),
        )
        for need in needs
        if wanted.holds(need, zone())
    ]


@teaching.post("/board/classes/<int:class_id>")
@audience("team")
def offer_class(class_id: int) -> ResponseReturnValue:
    open_ = {need.key for need in needs_of_mine()}
    return offer((class_id, 0) if (class_id, 0) in open_ else abort(404))


@teaching.post("/board/sessions/<int:absence_id>")
@audience("team")
def offer_session(absence_id: int) -> ResponseReturnValue:
    row, need = me(), need_of_session(absence_id, clock.now())
    fits = row and need and sides_for(need, row.perspectives)
    if not (need and fits) or in_team(need.found, current_user.person_id):
        abort(404)
    return offer(need.key)


def me() -> CoTeacher | None:
    return db.session.get(CoTeacher, current_user.person_id)


def needs_of_mine() -> list[Need]:
    """What I may offer myself for."""
    row = me()
    return needs_for(row, clock.now()) if row else []


def offer(key: Key) -> ResponseReturnValue:
    """Offers oneself for what stands on the board and fits; anything else is not there."""
    now, person_id = clock.now(), current_user.person_id
    form = OfferForm()
    if not form.validate_on_submit():
        return board_page(422, form, key)
    joining.offer(
        key[0],
        person_id,
        perspective=request.form.get("side", ""),
        words=form.words.data or "",
        absence_id=key[1] or None,
        now=now,
        zone=zone(),
    )
    db.session.commit()
    flash(_("Thank you. Whoever plans this class answers you soon."), "good")
    return redirect(url_for("teaching.board"), 303)


@teaching.post("/offers/<int:joining_id>/withdraw")
@audience("team")
def offer_withdraw(joining_id: int) -> ResponseReturnValue:
    found = own_joining(current_user.person_id, joining_id)
    if found is None or found.invited:
        abort(404)
    if again := pressed():
        return again
    joining.withdraw(joining_id, clock.now(), current_user.person_id)
    db.session.commit()
    flash(_("Taken back. That is fine."), "good")
    return redirect(url_for("teaching.board"), 303)
