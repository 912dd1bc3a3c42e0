"""A released report, for whoever was given its secret link. No account is needed, and nothing else
can be reached from it."""

from __future__ import annotations

from flask import abort, make_response, render_template
from flask.typing import ResponseReturnValue

from recoverycollege import clock
from recoverycollege.feedback import presenting
from recoverycollege.feedback import releases_told as told
from recoverycollege.feedback.blueprint import feedback
from recoverycollege.feedback.queries.releases import opened
from recoverycollege.guards import audience


@feedback.get("/released/<key>")
@audience("link")
def released(key: str) -> ResponseReturnValue:
    given = opened(key, clock.now()) or abort(404)
    page = render_template("feedback/released.html", given=given, told=told, say=presenting)
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
