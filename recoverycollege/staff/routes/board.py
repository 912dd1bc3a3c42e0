"""Who is looked for: the open needs, who offered, who was asked, and someone for one session."""

from __future__ import annotations

from datetime import timedelta

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.accounts.models import Person
from recoverycollege.classes.models import Joining
from recoverycollege.classes.queries import joining as queries
from recoverycollege.classes.queries.fitting import candidates, sides_for
from recoverycollege.classes.queries.needs import Need, Wanted, need_of_session, open_needs
from recoverycollege.classes.queries.venues import venue_names
from recoverycollege.classes.services import absences, joining
from recoverycollege.database import db
from recoverycollege.enrolment.presenting import clash_words_for_office
from recoverycollege.guards import audience
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.pressing import pressed
from recoverycollege.staff.routes.classes import to_class
from recoverycollege.teaching import presenting
from recoverycollege.wording import zone

LATELY = timedelta(days=14)
DEEDS = {"yes": joining.accept, "no": joining.decline, "withdraw": joining.withdraw}


@staff.get("/board")
@audience("office")
def board() -> ResponseReturnValue:
    now = clock.now()
    wanted = Wanted(*(request.args.get(name, "") for name in ("side", "venue", "day")))
    needs = [need for need in open_needs(now) if wanted.holds(need, zone())]
    asked = queries.joinings_of_classes({need.found.id for need in needs}, now - LATELY)
    return render_template(
        "staff/board.html",
        needs=needs,
        asked={need.key: about(need, asked.get(need.found.id, [])) for need in needs},
        wanted=wanted,
        venues=venue_names(),
        asked_again=queries.asked_again(now),
        say=presenting,
    )


def about(need: Need, found: list[Joining]) -> list[Joining]:
    """Who was asked or offered for this, and not for something else of the class."""
    return [one for one in found if (one.absence_id or 0) == need.key[1]]


@staff.post("/joinings/<int:joining_id>/<any(yes, no, withdraw):deed>", endpoint="joining")
@audience("office")
def joining_deed(joining_id: int, deed: str) -> ResponseReturnValue:
    """The office answers an offer, or notes what someone said to an invitation."""
    found = db.session.get(Joining, joining_id) or abort(404)
    if again := pressed():
        return again
    class_id = found.class_id
    DEEDS[deed](joining_id, clock.now(), current_user.person_id)
    db.session.commit()
    flash(_("Noted. Whoever waits for it is told."), "good")
    return to_class(class_id)


@staff.get("/board/sessions/<int:absence_id>")
@audience("office")
def away(absence_id: int) -> ResponseReturnValue:
    """One session for which someone is away: who could step in."""
    need = need_or_404(absence_id)
    rows = [row for row in queries.co_teachers() if sides_for(need, row.perspectives)]
    rows.sort(key=lambda row: side_of(need) not in row.perspectives)
    asked = queries.joinings_of_classes([need.found.id], clock.now() - LATELY)
    found = about(need, asked.get(need.found.id, []))
    return render_template(
        "staff/away.html",
        need=need,
        candidates=candidates(rows, need.found, need.sessions, zone()),
        asked=found,
        waiting={one.person_id for one in found if one.answer == "waiting"},
        say=presenting,
        clash_words=clash_words_for_office,
    )


def side_of(need: Need) -> str:
    """From which side the session was to be taught: who brings the same comes first."""
    return need.absence.member.perspective if need.absence else ""


def need_or_404(absence_id: int) -> Need:
    return need_of_session(absence_id, clock.now()) or abort(404)


@staff.post("/board/sessions/<int:absence_id>/<any(ask, put):deed>/<int:person_id>")
@audience("office")
def away_deed(absence_id: int, deed: str, person_id: int) -> ResponseReturnValue:
    """Asks someone to step in; or notes that they said yes already."""
    need, now, by_id = need_or_404(absence_id), clock.now(), current_user.person_id
    person = db.session.get(Person, person_id)
    if person is None or person.erased_at is not None:
        abort(404)
    if again := pressed():
        return again
    class_id, name = need.found.id, person.name
    if deed == "put":
        absences.put_in_for(absence_id, person_id, now=now, by_id=by_id)
        words = _("%(name)s steps in. The team is told.", name=name)
    else:
        joining.invite(
            class_id, person_id, absence_id=absence_id, now=now, by_id=by_id, zone=zone()
        )
        words = _("%(name)s is asked.", name=name)
    db.session.commit()
    flash(words, "good")
    if deed == "put":
        return to_class(class_id)
    return redirect(url_for("staff.away", absence_id=absence_id), 303)


@staff.post("/board/sessions/<int:absence_id>/<any(still, not_any_more):deed>")
@audience("office")
def stand_in(absence_id: int, deed: str) -> ResponseReturnValue:
    """The session was moved; whoever steps in told the office whether they still can."""
    now, by_id = clock.now(), current_user.person_id
    asked = {one.id: one for one in queries.asked_again(now)}
    found = (asked.get(absence_id) or abort(404)).substitute or abort(404)
    if again := pressed():
        return again
    step = absences.still_come if deed == "still" else absences.step_out
    step(absence_id, found.person_id, now, by_id=by_id)
    db.session.commit()
    flash(_("Noted. Thank you for asking them."), "good")
    return redirect(url_for("staff.board"), 303)
