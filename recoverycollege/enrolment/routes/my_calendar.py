"""My calendar: the secret link that brings my classes into the calendar on my phone."""

from __future__ import annotations

import secrets
from urllib.parse import urlencode

from flask import current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from wtforms import BooleanField

from recoverycollege import clock
from recoverycollege.classes.queries.feeds import feed_of
from recoverycollege.classes.services.feeds import end_feed, key_of, make_feed, name_courses
from recoverycollege.database import db
from recoverycollege.enrolment.blueprint import enrolment
from recoverycollege.forms import Form, PressForm
from recoverycollege.guards import audience

NONCE = "calendar"


class CalendarForm(Form):
    titles = BooleanField(_l("Show the names of my courses"))


@enrolment.get("/my-learning/calendar")
@audience("own")
def my_calendar() -> ResponseReturnValue:
    return calendar_page()


def calendar_page(form: Form | None = None, status: int = 200) -> ResponseReturnValue:
    """The link is shown once, right after it was made: here only its hash is known."""
    feed = feed_of(current_user.person_id)
    nonce = session.pop(NONCE, None) if feed and request.method == "GET" else None
    page = render_template(
        "enrolment/my_calendar.html",
        feed=feed,
        address=address(nonce) if nonce else "",
        form=form or CalendarForm(data={"titles": bool(feed and feed.titles)}),
        error_title=status == 422,
    )
    return page, status


def address(nonce: str) -> str:
    base = current_app.extensions["settings"].base_url
    key = {"key": key_of(current_user.person_id, nonce)}
    return f"{base}{url_for('enrolment.my_feed')}?{urlencode(key)}"


@enrolment.post("/my-learning/calendar")
@audience("own")
def my_calendar_make() -> ResponseReturnValue:
    """A link; a new one ends the one before."""
    form = CalendarForm()
    if not form.validate_on_submit():
        return calendar_page(form, 422)
    nonce = secrets.token_urlsafe(24)
    make_feed(current_user.person_id, nonce, titles=form.titles.data, now=clock.now())
    db.session.commit()
    session[NONCE] = nonce
    return redirect(url_for("enrolment.my_calendar"), 303)


@enrolment.post("/my-learning/calendar/titles")
@audience("own")
def my_calendar_titles() -> ResponseReturnValue:
    form = CalendarForm()
    if not form.validate_on_submit():
        return calendar_page(form, 422)
    name_courses(current_user.person_id, form.titles.data)
    db.session.commit()
    flash(_("Saved. Your calendar shows it when it next looks here."), "good")
    return redirect(url_for("enrolment.my_calendar"), 303)


@enrolment.post("/my-learning/calendar/end")
@audience("own")
def my_calendar_end() -> ResponseReturnValue:
    if not PressForm().validate_on_submit():
        return calendar_page(CalendarForm().old(), 422)
    end_feed(current_user.person_id)
    db.session.commit()
    flash(_("The link is ended. It opens nothing any more."), "good")
    return redirect(url_for("enrolment.my_calendar"), 303)
