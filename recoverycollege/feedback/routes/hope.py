"""My hope: one's own answers over time, in words, as a drawing and as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
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
from recoverycollege.feedback.queries import own
from recoverycollege.feedback.queries.mine import Mine, Said, codes_and_texts, mine, places_of
from recoverycollege.feedback.queries.quotes import quote_states
from recoverycollege.feedback.queries.termly import term_now
from recoverycollege.feedback.rules.codes import code_of, term_code
from recoverycollege.feedback.rules.instruments.naming import read_ref
from recoverycollege.feedback.services import keeping
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
            (day_year(one.week), f"{one.course} ({wave_words(one.wave)})", in_words(one))
            for one in self.said
        ]

    @property
    def ends(self) -> tuple[str, str]:
        """The words at the top and at the bottom of the drawing."""
        item = self.said[0].item
        return value_words(max(item.points), item), value_words(min(item.points), item)


def in_words(said: Said) -> str:
    return value_words(said.value, said.item)


def where(said: Said) -> str:
    """With what it was said, and when that was."""
    return _("%(course)s (%(when)s), week of %(week)s", course=said.course,
             when=wave_words(said.wave), week=day_year(said.week))  # fmt: skip


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
        cells = [one.course, wave_words(one.wave), words_of(one.item), in_words(one)]
        rows.writerow([one.week.isoformat(), *map(safe_cell, cells)])
    for wrote in found.words:
        cells = [wrote.course, wave_words("after"), _("In your own words"), wrote.words]
        rows.writerow(["", *map(safe_cell, cells)])
    for day, what, when, words in kept_for_myself():
        rows.writerow([day.isoformat(), "", *map(safe_cell, [what, when, words])])
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
    if (own_too := request.form.get("own", "")) != "only":
        forget_answers(only)
    if own_too and only is None:
        keeping.forget_own(current_user.person_id)
    db.session.commit()
    flash(_("Deleted. It is gone for good."), "good")
    return redirect(url_for(".hope"), 303)


def forget_answers(only: int | None) -> None:
    """Nobody asks again about the same class; nor, where all are meant, this term."""
    codes, texts = codes_and_texts(current_user.person_id, key(), only)
    forget(key(), codes, texts, clock.now())
    mine_too = places_of(current_user.person_id, only)
    refuse([code_of(key(), enrolment_id) for enrolment_id in mine_too])
    if only is None:
        refuse_this_term()
    unlink(mine_too)


def kept_for_myself() -> list[tuple[date, str, str, str]]:
    """(day, what it is, when it opens or was reached, words) of what is theirs alone."""
    me = current_user.person_id
    names = {"goals": _("My goals"), "helped": _("What helped")}
    notes = [
        (
            one.made_on,
            names[one.kind],
            day_year(one.reached_on) if one.reached_on else "",
            one.words,
        )
        for kind in names
        for one in own.notes(me, kind)
    ]
    name = _("A letter to my future self")
    return notes + [
        (one["written_on"], name, day_year(one["opens_on"]), one["words"])
        for one in own.letters_given_out(me, key())
    ]


def refuse_this_term() -> None:
    """What is asked once a term is not asked again in this one."""
    term = term_now(clock.now(), zone())
    for whom, wave in WAVE_OF.items():
        if term is not None:
            refuse([term_code(key(), current_user.person_id, term.id, whom)], [wave])


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
        quotes=quote_states(found.words, key()),
        courses=found.courses,
        kept=own.kept(current_user.person_id, clock.today(zone())),
        in_words=in_words,
        where=where,
    )


def delete_page(form: PressForm, status: int = 200) -> ResponseReturnValue:
    courses, only = mine(current_user.person_id, key()).courses, chosen_place()
    if only is not None and only not in courses:
        abort(404)
    keeps = only is None and own.kept(current_user.person_id, clock.today(zone())).anything
    facts: dict[str, Any] = {"courses": courses, "only": only, "keeps": keeps}
    page = render_template(
        "feedback/hope_delete.html", form=form, error_title=status == 422, **facts
    )
    return page, status


def lines(said: Sequence[Said]) -> list[Line]:
    """The answers by question: our own, the course's, those of instruments; in each the questions
    that were asked most often first."""
    by_item = sorted(said, key=lambda one: one.item.id)
    found = [list(group) for _id, group in groupby(by_item, key=lambda one: one.item.id)]
    found.sort(key=lambda group: (_rank(group[0].item.id), -len(group)))
    return [Line(words_of(group[0].item), group, points(group)) for group in found]


def _rank(item_id: str) -> int:
    return 2 if read_ref(item_id) else int(item_id.startswith("outcome"))


def points(said: Sequence[Said]) -> list[tuple[int, int]]:
    """Where the answers stand: evenly from left to right, the most at the top."""
    scale, steps = said[0].item.points, max(len(said) - 1, 1)
    most, least = max(scale), min(scale)
    return [
        (round(100 * n / steps), round(100 * (most - one.value) / (most - least)))
        for n, one in enumerate(said)
        if one.value is not None and one.value in scale
    ]
