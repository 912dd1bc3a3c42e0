"""This term in numbers, for the manager: to read, and to print."""

from __future__ import annotations

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from recoverycollege import clock
from recoverycollege.feedback.queries import terms as queries
from recoverycollege.guards import audience
from recoverycollege.staff.asked import number
from recoverycollege.staff.blueprint import staff
from recoverycollege.wording import zone


@staff.get("/reports")
@audience("office")
def reports() -> ResponseReturnValue:
    """`?term=`: an earlier term."""
    terms, asked, today = queries.counted_terms(), number("term"), clock.today(zone())
    if asked is None:
        term = queries.term_of(terms, today)
    else:
        term = next((each for each in terms if each.id == asked), None) or abort(404)
    return render_template(
        "staff/reports.html",
        terms=[(each.id, each.name) for each in terms],
        report=queries.term_report(term) if term else None,
        today=today,
    )
