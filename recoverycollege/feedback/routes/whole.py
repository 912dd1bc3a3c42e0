"""The whole form on one page, the box to write in, and the end."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from recoverycollege import clock
from recoverycollege.database import db
from recoverycollege.feedback.blueprint import feedback
from recoverycollege.feedback.routes.form import (
    MANY,
    NO_ANSWER,
    NO_MORE,
    NOT_TODAY,
    RATHER_NOT,
    SKIP,
    stop,
    value_pressed,
)
from recoverycollege.feedback.routes.opening import (
    Opened,
    keep_loose,
    no_store,
    open_form,
    remember,
    title_of,
    want_all,
)
from recoverycollege.feedback.rules.items import MOST_WORDS, Item
from recoverycollege.feedback.wording import scale, value_words, words_of
from recoverycollege.forms import PressForm
from recoverycollege.guards import audience
from recoverycollege.security import limiter


@feedback.get("/feedback/<token>/all")
@audience("link")
def whole(token: str) -> ResponseReturnValue:
    here = open_form(token)
    if not here.may_answer:
        return redirect(here.page("form"), 303)
    want_all(True)
    return whole_page(here)


@feedback.post("/feedback/<token>/all")
@audience("link")
@limiter.limit(MANY)
def whole_post(token: str) -> ResponseReturnValue:
    here, press = open_form(token, to_write=True), PressForm()
    if here.state == "untied":
        return redirect(here.page("form"), 303)
    if not press.validate_on_submit():
        return whole_page(here, press.old(), 422)
    if (pressed := request.form.get("answer", "")) in {NOT_TODAY, NO_MORE}:
        return stop(here, pressed)
    words = request.form.get("words", "")
    if len(words) > MOST_WORDS:
        press.form_errors = [too_long()]
        return whole_page(here, press, 422)
    given = {i.id: value_pressed(i, request.form.get(i.id, "")) for i in here.items}
    here.save({i: value for i, value in given.items() if value != NO_ANSWER}, clock.now())
    return save_words(here, words)


@feedback.get("/feedback/<token>/words")
@audience("link")
def words(token: str) -> ResponseReturnValue:
    here = open_form(token)
    if not (here.may_answer and here.form.has_words):
        return redirect(here.page("form"), 303)
    return words_page(here)


@feedback.post("/feedback/<token>/words")
@audience("link")
@limiter.limit(MANY)
def words_post(token: str) -> ResponseReturnValue:
    here, press = open_form(token, to_write=True), PressForm()
    if here.state == "untied":
        return redirect(here.page("form"), 303)
    if not press.validate_on_submit():
        return words_page(here, press.old(), 422)
    if (pressed := request.form.get("answer", "")) in {NOT_TODAY, NO_MORE}:
        return stop(here, pressed)
    typed = "" if pressed == SKIP else request.form.get("words", "")
    if len(typed) > MOST_WORDS:
        press.form_errors = [too_long()]
        return words_page(here, press, 422)
    return save_words(here, typed)


def save_words(here: Opened, typed: str) -> ResponseReturnValue:
    """Nothing written leaves earlier words as they are: this page does not show them."""
    if typed.strip():
        here.save_words(typed, clock.now())
    remember(here)
    here.finish()
    db.session.commit()
    return redirect(here.page("thanks"), 303)


@feedback.get("/feedback/<token>/thanks")
@audience("link")
def thanks(token: str) -> ResponseReturnValue:
    here = open_form(token)
    left = request.args.get("left", "")
    facts = {"here_form": here, "left": left}
    return no_store(render_template("feedback/thanks.html", **facts))


def whole_page(
    here: Opened, press: PressForm | None = None, status: int = 200
) -> ResponseReturnValue:
    if here.loose:
        keep_loose(here.token, here.code, here.words_id)
    page = render_template(
        "feedback/whole.html",
        here_form=here,
        form=press or PressForm(),
        questions=[(item.id, words_of(item), points(item)) for item in here.items],
        chosen={item.id: request.form.get(item.id, "") for item in here.items},
        typed=request.form.get("words", ""),
        title=title_of(here),
        error_title=status == 422,
    )
    return no_store(page, status)


def points(item: Item) -> list[tuple[str, str]]:
    """What can be chosen of a question."""
    return [(str(value), point) for value, point in scale(item)] + [(RATHER_NOT, value_words(None))]


def words_page(
    here: Opened, press: PressForm | None = None, status: int = 200
) -> ResponseReturnValue:
    page = render_template(
        "feedback/words.html",
        here_form=here,
        form=press or PressForm(),
        typed=request.form.get("words", ""),
        title=title_of(here),
        error_title=status == 422,
        back=url_for(".question", token=here.token, step=len(here.items)) if here.items else "",
    )
    return no_store(page, status)


def too_long() -> str:
    return _("Please shorten this to %(most)s letters. Nothing you wrote is lost.", most=MOST_WORDS)
