"""Steps of a released report: asked for, released, withdrawn, read by a secret link.

What is in it the worker makes (`services.drafting`). It goes out only as long as nothing else was
published since; and what went out never changes.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from recoverycollege import history
from recoverycollege.database import db
from recoverycollege.feedback.models import (
    Release,
    ReleaseCount,
    ReleaseLink,
    ReleasePdf,
    ReleaseRow,
)
from recoverycollege.feedback.queries.populations import published_now
from recoverycollege.feedback.queries.releases import link_hash, still_open
from recoverycollege.keyed import secret_hash
from recoverycollege.refusals import N_, Refused

LINK_DAYS = 30


def ask(
    scope: str, scope_id: int, period: str, period_id: int, *, by_id: int, now: datetime
) -> Release:
    """Asks the worker for a report. Its period is over, and all forms of its classes closed."""
    if still_open(scope, scope_id, period, period_id):
        raise Refused(
            N_(
                "The forms of some classes of this time are still open. They close three weeks "
                "after the last session; please come back then."
            )
        )
    release = Release(scope=scope, scope_id=scope_id, period=period, period_id=period_id)
    release.asked_at = now
    db.session.add(release)
    db.session.flush()
    history.record("release.asked", "release", release.id, actor_id=by_id)
    return release


def locked(release_id: int) -> Release | None:
    """A report, and no other one goes out meanwhile."""
    rows = db.session.scalars(
        select(Release)
        .order_by(Release.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return next((row for row in rows if row.id == release_id), None)


def release(release_id: int, note: str, *, by_id: int, now: datetime) -> Release:
    """Lets a report out, with the `note` on how it is made. Was anything else published since it
    was looked at, the worker looks once more: then its state is `asked` again."""
    found = locked(release_id)
    if found is None or found.state != "ready":
        raise Refused(N_("This report is not waiting to be released."))
    if found.beside != published_now():
        again(found)
        return found
    found.state, found.note, found.released_at = "released", note, now
    history.record("release.released", "release", found.id, actor_id=by_id)
    return found


def keep_pdf(release_id: int, content: bytes, now: datetime) -> int:
    """Keeps the PDF of a report that is out; the first one stays."""
    found = locked(release_id)
    kept = db.session.get(ReleasePdf, release_id)
    if found is None or found.state != "released" or kept is not None:
        return 0
    db.session.add(ReleasePdf(release_id=release_id, content=content, made_at=now))
    return 1


def again(found: Release) -> None:
    """The worker is to make it anew."""
    found.state = "asked"
    for model in (ReleaseRow, ReleaseCount):
        db.session.execute(delete(model).where(model.release_id == found.id))


def withdraw(release_id: int, *, by_id: int, now: datetime) -> None:
    """Its links end. The report stays as it is, and still counts as read."""
    found = locked(release_id)
    if found is None or found.state != "released":
        raise Refused(N_("Only a report that is out can be withdrawn."))
    found.state = "withdrawn"
    for link in db.session.scalars(
        select(ReleaseLink).filter_by(release_id=release_id, ended_at=None)
    ):
        link.ended_at = now
    history.record("release.withdrawn", "release", found.id, actor_id=by_id)


def key_of(release_id: int, nonce: str) -> str:
    """The key that belongs to a nonce. The page that shows it once holds only the nonce."""
    return secret_hash(f"release:{release_id}:{nonce}")


def make_link(release_id: int, nonce: str, *, by_id: int, now: datetime) -> None:
    """A new secret link, for thirty days."""
    found = locked(release_id)
    if found is None or found.state != "released":
        raise Refused(N_("A link leads only to a report that is out."))
    row = ReleaseLink(release_id=release_id, key_hash=link_hash(key_of(release_id, nonce)))
    row.made_at, row.until = now, now + timedelta(days=LINK_DAYS)
    db.session.add(row)
    history.record("release.link_made", "release", release_id, actor_id=by_id)


def end_link(release_id: int, link_id: int, *, by_id: int, now: datetime) -> None:
    """Ends a link. Ending twice changes nothing."""
    row = db.session.get(ReleaseLink, link_id)
    if row is not None and row.release_id == release_id and row.ended_at is None:
        row.ended_at = now
        history.record("release.link_ended", "release", release_id, actor_id=by_id)
