"""A form, one question a page. Each answer is a button: it saves, and the next question comes."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from recoverycollege import clock
from recoverycollege.database import db
from recoverycollege.feedback.blueprint import feedback
from recoverycollege.feedback.routes.opening import (
    Opened,
    keep_loose,
    no_store,
    open_form,
    own_token,
    remember,
    title_of,
    want_all,
    wants_all,
)
from recoverycollege.feedback.rules.items import Item
from recoverycollege.feedback.wording import scale, words_of
from recoverycollege.forms import PressForm
from recoverycollege.guards import audience
from recoverycollege.security import limiter

RATHER_NOT, SKIP, NOT_TODAY, NO_MORE = "rather-not", "skip", "not-today", "no-more"
NO_ANSWER = -1
MANY = "600 per hour"  # a whole class may answer from one address


@feedback.get("/feedback/<token>")
@audience("link")
def form(token: str) -> ResponseReturnValue:
    """The first question that waits; or how the form stands."""
    if own := own_token(token):
        return redirect(url_for(".form", token=own), 303)
    here = open_form(token)
    if not here.is_open or here.state:
        return standing_page(here)
    if wants_all() and here.items:
        return redirect(here.page("whole"), 303)
    step = here.next_step()
    if step is None and here.form.has_words:
        return redirect(here.page("words"), 303)
    return question_page(here, step) if step else standing_page(here)


@feedback.get("/feedback/<token>/one-by-one")
@audience("link")
def one_by_one(token: str) -> ResponseReturnValue:
    """Back from all questions on one page; this browser keeps to it."""
    want_all(False)
    return redirect(url_for(".form", token=token), 303)


@feedback.get("/feedback/<token>/<int:step>")
@audience("link")
def question(token: str, step: int) -> ResponseReturnValue:
    here = open_form(token)
    if not here.may_answer or not 1 <= step <= len(here.items):
        return redirect(here.page("form"), 303)
    return question_page(here, step)


@feedback.post("/feedback/<token>/<int:step>")
@audience("link")
@limiter.limit(MANY)
def answer(token: str, step: int) -> ResponseReturnValue:
    here = open_form(token, to_write=True)
    if here.state == "untied" or not 1 <= step <= len(here.items):
        return redirect(here.page("form"), 303)
    pressed, press = request.form.get("answer", ""), PressForm()
    if not press.validate_on_submit():
        return question_page(here, step, press.old(), 422)
    if request.form.get("item", here.items[step - 1].id) != here.items[step - 1].id:
        press.form_errors = [_("The questions have changed meanwhile. Here is the next one.")]
        return question_page(here, step, press, 422)
    if pressed in {NOT_TODAY, NO_MORE}:
        return stop(here, pressed)
    if pressed != SKIP:
        value = value_pressed(here.items[step - 1], pressed)
        if value == NO_ANSWER:
            press.form_errors = [_("Choose one of the answers, or skip this question.")]
            return question_page(here, step, press, 422)
        here.save({here.items[step - 1].id: value}, clock.now())
    remember(here)
    return go_on(here, step)


def value_pressed(item: Item, pressed: str) -> int | None:
    """The value of a button; None for "I would rather not say", `NO_ANSWER` for what is none."""
    if pressed == RATHER_NOT:
        return None
    return int(pressed) if pressed in {str(value) for value in item.points} else NO_ANSWER


def stop(here: Opened, pressed: str) -> ResponseReturnValue:
    """Not today, or never again. Both are as good as an answer."""
    if pressed == NO_MORE:
        here.refuse()
        db.session.commit()
    return redirect(url_for(".thanks", token=here.token, left=pressed), 303)


def go_on(here: Opened, step: int) -> ResponseReturnValue:
    """To the next question that waits; after the last one to the box, or to the end."""
    following = here.next_step(after=step)
    if following is None and not here.form.has_words:
        here.finish()
    db.session.commit()
    if following:
        return redirect(url_for(".question", token=here.token, step=following), 303)
    return redirect(here.page("words" if here.form.has_words else "thanks"), 303)


def question_page(
    here: Opened, step: int, press: PressForm | None = None, status: int = 200
) -> ResponseReturnValue:
    item = here.items[step - 1]
    if here.loose:  # a second press of the first answer must find the same code
        keep_loose(here.token, here.code, here.words_id)
    return no_store(
        render_template(
            "feedback/question.html",
            here_form=here,
            form=press or PressForm(),
            item_id=item.id,
            words=words_of(item),
            step=step,
            steps=len(here.items),
            title=title_of(here),
            scale=scale(item),
            again=item.id in here.answered(),
            error_title=status == 422,
        ),
        status,
    )


def standing_page(here: Opened) -> ResponseReturnValue:
    """Closed, not open yet, answered, or nothing more to ask."""
    now, window = clock.now(), here.form.window
    early = window is not None and now < window.opens_at
    facts = {"here_form": here, "early": early}
    return no_store(render_template("feedback/standing.html", **facts))
