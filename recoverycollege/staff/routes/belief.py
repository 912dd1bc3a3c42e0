"""Belief in recovery: of students, of those who teach, of those who work in mental health; and
what people say in between, later, and once a term."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from recoverycollege.feedback import presenting
from recoverycollege.feedback.queries.belief import terms_of_belief
from recoverycollege.feedback.wording import titles
from recoverycollege.guards import audience
from recoverycollege.staff.blueprint import staff


@staff.get("/feedback/belief")
@audience("office")
def belief() -> ResponseReturnValue:
    facts = {"terms": terms_of_belief(), "say": presenting, "titles": titles()}
    return render_template("staff/belief.html", **facts)
