"""For monitors: is it alive, can it serve, how much is waiting."""

from __future__ import annotations

import hmac

from flask import Blueprint, Flask, Response, abort, current_app, request
from sqlalchemy import func, select, text

from recoverycollege.database import db
from recoverycollege.guards import audience
from recoverycollege.letters.outbox import Letter

health = Blueprint("health", __name__)


def init_app(app: Flask) -> None:
    app.register_blueprint(health)


@health.get("/health/live")
@audience("machine")
def live() -> Response:
    return plain("alive\n")


@health.get("/health/ready")
@audience("machine")
def ready() -> Response:
    """Ready when the database answers; else 503 by the error handler."""
    db.session.execute(text("SELECT 1"))
    return plain("ready\n")


@health.get("/metrics")
@audience("machine")
def metrics() -> Response:
    if not _may_read():
        abort(404)
    counts = db.session.execute(select(Letter.state, func.count()).group_by(Letter.state)).all()
    lines = ["# TYPE recoverycollege_letters gauge"]
    lines += [f'recoverycollege_letters{{state="{state}"}} {count}' for state, count in counts]
    return plain("\n".join(lines) + "\n")


def _may_read() -> bool:
    key = current_app.extensions["settings"].metrics_key
    if key and hmac.compare_digest(request.args.get("key", "").encode(), key.encode()):
        return True
    forwarded = any(
        name.lower().startswith(("x-forwarded", "forwarded")) for name, _ in request.headers
    )
    return request.remote_addr in {"127.0.0.1", "::1"} and not forwarded


def plain(words: str) -> Response:
    return Response(words, mimetype="text/plain", headers={"Cache-Control": "no-store"})
