"""My hope: one's own answers over time, in words, as a drawing and as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.database import db
from recoverycollege.feedback.blueprint import feedback
from recoverycollege.feedback.models.waves import WAVE_OF
from recoverycollege.feedback.queries.mine import Mine, Said, codes_and_texts, mine, places_of
from recoverycollege.feedback.queries.termly import term_now
from recoverycollege.feedback.rules.codes import code_of, term_code
from recoverycollege.feedback.services.answering import forget, refuse
from recoverycollege.feedback.services.choosing import unlink
from recoverycollege.feedback.wording import value_words, wave_words, words_of
from recoverycollege.forms import PressForm
from recoverycollege.guards import audience
from recoverycollege.text import safe_cell
from recoverycollege.wording import day_year, zone


@dataclass(frozen=True)
class Line:
    """One question over time. `points`: where each answer with a value stands in the drawing."""

    words: str
    said: Sequence[Said]
    points: Sequence[tuple[int, int]]  # (x, y), 0 to 100

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """As a table: week, course, answer in words."""
        return [
            (day_year(one.week), f"{one.course} ({wave_words(one.wave)})", value_words(one.value))
            for one in self.said
        ]


def key() -> str:
    answer_key: str = current_app.extensions["settings"].answer_key
    return answer_key


@feedback.get("/my-learning/hope")
@audience("own")
def hope() -> ResponseReturnValue:
    return hope_page(mine(current_user.person_id, key()))


@feedback.get("/my-learning/hope/download")
@audience("own")
def hope_download() -> ResponseReturnValue:
    """Every answer of one's own, as a table for any spreadsheet."""
    found, out = mine(current_user.person_id, key()), io.StringIO()
    rows = csv.writer(out)
    rows.writerow([_("Week of"), _("Course"), _("When"), _("Question"), _("My answer")])
    for one in found.said:
        cells = [one.course, wave_words(one.wave), words_of(one.item), value_words(one.value)]
        rows.writerow([one.week.isoformat(), *map(safe_cell, cells)])
    for course, words in found.words:
        cells = [course, wave_words("after"), _("In your own words"), words]
        rows.writerow(["", *map(safe_cell, cells)])
    headers = {"Content-Disposition": 'attachment; filename="my-hope.csv"'}
    return Response("\ufeff" + out.getvalue(), mimetype="text/csv", headers=headers)


@feedback.get("/my-learning/hope/delete")
@audience("own")
def hope_delete() -> ResponseReturnValue:
    return delete_page(PressForm())


@feedback.post("/my-learning/hope/delete")
@audience("own")
def hope_delete_post() -> ResponseReturnValue:
    form, only = PressForm(), chosen_place()
    if not form.validate_on_submit():
        return delete_page(form.old(), 422)
    codes, texts = codes_and_texts(current_user.person_id, key(), only)
    forget(codes, texts)
    # Nobody asks again about the same class; nor, where all are meant, this term.
    for enrolment_id in places_of(current_user.person_id, only):
        refuse(code_of(key(), enrolment_id))
    if only is None:
        refuse_this_term()
    unlink(places_of(current_user.person_id, only))
    db.session.commit()
    flash(_("Your answers are deleted."), "good")
    return redirect(url_for(".hope"), 303)


def refuse_this_term() -> None:
    """What is asked once a term is not asked again in this one."""
    term = term_now(clock.now(), zone())
    for whom, wave in WAVE_OF.items():
        if term is not None:
            refuse(term_code(key(), current_user.person_id, term.id, whom), [wave])


def chosen_place() -> int | None:
    """The place whose answers are meant; None for all. One that is not theirs: 404."""
    typed = request.values.get("place", "")
    if not typed:
        return None
    mine_too = places_of(current_user.person_id)
    only = int(typed) if typed.isdecimal() and len(typed) < 11 else 0
    return only if only in mine_too else abort(404)


def hope_page(found: Mine) -> ResponseReturnValue:
    return render_template(
        "feedback/hope.html",
        lines=lines(found.said),
        words=found.words,
        courses=found.courses,
        value_words=value_words,
    )


def delete_page(form: PressForm, status: int = 200) -> ResponseReturnValue:
    courses, only = mine(current_user.person_id, key()).courses, chosen_place()
    if only is not None and only not in courses:
        abort(404)
    facts: dict[str, Any] = {"courses": courses, "only": only}
    page = render_template(
        "feedback/hope_delete.html", form=form, error_title=status == 422, **facts
    )
    return page, status


def lines(said: Sequence[Said]) -> list[Line]:
    """The answers by question; the questions that were asked most often first."""
    by_item = sorted(said, key=lambda one: one.item.id)
    found = [list(group) for _id, group in groupby(by_item, key=lambda one: one.item.id)]
    found.sort(key=lambda group: (-len(group), group[0].item.id.startswith("outcome")))
    return [Line(words_of(group[0].item), group, points(group)) for group in found]


def points(said: Sequence[Said]) -> list[tuple[int, int]]:
    """Where the answers stand: evenly from left to right, the most at the top."""
    steps = max(len(said) - 1, 1)
    return [
        (round(100 * n / steps), round(100 * (5 - one.value) / 4))
        for n, one in enumerate(said)
        if one.value is not None
    ]
