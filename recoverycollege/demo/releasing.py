"""One report of the demonstration goes out as soon as the worker has made it: so there is one to
read, frozen, beside one to look at and one that can't be released."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Flask, current_app
from flask_babel import force_locale
from sqlalchemy import select

from recoverycollege.accounts.models import Role
from recoverycollege.database import begin_write, db, end_read
from recoverycollege.feedback import releases_told
from recoverycollege.feedback.models import Release, ReleaseRow
from recoverycollege.feedback.services import releases
from recoverycollege.worker import register_sweep

OUT = 1  # the id of the one that goes out
LOADED_WITH = timedelta(days=1)  # it was asked for long before it is made; a manager's is not


def register(app: Flask) -> None:
    if app.extensions["settings"].demo:
        register_sweep(app, "demo_release", let_out, every_seconds=10)


def let_out(now: datetime) -> int:
    """Lets it out once, as the manager would."""
    found = db.session.get(Release, OUT)
    due = found is not None and found.state == "ready" and found.asked_at < now - LOADED_WITH
    by_id = db.session.scalar(select(Role.person_id).where(Role.name == "manager").limit(1))
    end_read()
    if not due or by_id is None:
        return 0
    language = current_app.extensions["settings"].language_list[0]
    begin_write()
    rows = db.session.scalars(select(ReleaseRow).where(ReleaseRow.release_id == OUT)).all()
    with force_locale(language):
        releases.release(OUT, releases_told.note(rows), by_id=by_id, now=now)
    db.session.commit()
    return 1
