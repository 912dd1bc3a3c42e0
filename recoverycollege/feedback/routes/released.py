"""A released report, for whoever was given its secret link. No account is needed, and nothing else
can be reached from it."""

from __future__ import annotations

from flask import Response, abort, make_response, render_template
from flask.typing import ResponseReturnValue

from recoverycollege import clock
from recoverycollege.feedback import presenting
from recoverycollege.feedback import releases_told as told
from recoverycollege.feedback.blueprint import feedback
from recoverycollege.feedback.queries.quotes import quotes_of_scope
from recoverycollege.feedback.queries.releases import opened, pdf
from recoverycollege.guards import audience
from recoverycollege.text import filename_safe
from recoverycollege.wording import zone


@feedback.get("/released/<key>")
@audience("link")
def released(key: str) -> ResponseReturnValue:
    given = opened(key, clock.now()) or abort(404)
    found = given.release
    quotes = quotes_of_scope(found.scope, found.scope_id, clock.today(zone()))
    facts = {"given": given, "key": key, "quotes": quotes, "told": told, "say": presenting}
    return _quietly(make_response(render_template("feedback/released.html", **facts)))


@feedback.get("/released/<key>/report.pdf")
@audience("link")
def released_pdf(key: str) -> ResponseReturnValue:
    given = opened(key, clock.now()) or abort(404)
    response = make_response(pdf(given.release.id) or abort(404))
    response.headers["Content-Type"] = "application/pdf"
    name = filename_safe(f"{told.title(given.release)}-{given.release.period_name}.pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return _quietly(response)


def _quietly(response: Response) -> Response:
    """Kept nowhere, found by nobody, and the link is told to no other site."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
