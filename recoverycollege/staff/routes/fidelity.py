"""Evidence for the published fidelity measure, term by term: counts, and no score."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, abort, render_template
from flask.typing import ResponseReturnValue

from recoverycollege import clock
from recoverycollege.catalogue.models import Term
from recoverycollege.feedback.queries.terms import term_of
from recoverycollege.guards import audience
from recoverycollege.staff import fidelity as say
from recoverycollege.staff.asked import number
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.queries import fidelity as queries
from recoverycollege.text import filename_safe
from recoverycollege.wording import zone


@staff.get("/reports/fidelity")
@audience("office")
def fidelity() -> ResponseReturnValue:
    """`?term=`: an earlier term, or a later one."""
    terms = queries.terms()
    term = asked_for(terms)
    return render_template(
        "staff/fidelity.html",
        terms=[(each.id, each.name) for each in terms],
        found=(found := queries.evidence(term, clock.now()) if term else None),
        components=say.components(found) if found else [],
        common=say.COMMON,
        cited=say.CITED,
    )


def asked_for(terms: Sequence[Term]) -> Term | None:
    """The term in the address, else the one that today is in."""
    asked = number("term")
    if asked is None:
        return term_of(terms, clock.today(zone()))
    return next((each for each in terms if each.id == asked), None) or abort(404)


@staff.get("/reports/fidelity.csv")
@audience("office")
def fidelity_csv() -> Response:
    term = asked_for(queries.terms()) or abort(404)
    found = queries.evidence(term, clock.now())
    response = Response(say.csv_file(found), content_type="text/csv; charset=utf-8")
    name = filename_safe(f"fidelity-{term.slug}.csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
