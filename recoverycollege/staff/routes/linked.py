"""Answers someone linked to themselves, so that the office may talk with them about it."""

from __future__ import annotations

from flask import abort, current_app, render_template
from flask.typing import ResponseReturnValue

from recoverycollege.accounts.models import Person
from recoverycollege.database import db
from recoverycollege.feedback.queries.linked import linked_answers
from recoverycollege.feedback.wording import value_words, wave_words, words_of
from recoverycollege.guards import audience
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.looks import look


@staff.get("/people/<int:person_id>/answers")
@audience("office")
def person_answers(person_id: int) -> ResponseReturnValue:
    found = db.session.get(Person, person_id)
    rows = [
        (
            f"{one.course} ({wave_words(one.wave)})",
            words_of(one.item),
            value_words(one.value, one.item),
        )
        for one in linked_answers(person_id, current_app.extensions["settings"].answer_key)
    ]
    if found is None or found.erased_at or not rows:
        abort(404)
    look(person_id, "answers")
    return render_template("staff/person_answers.html", person=found, rows=rows)
