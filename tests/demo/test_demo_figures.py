"""A minute after the demonstration is loaded its results are there, and nobody is invited again."""

from __future__ import annotations

from sqlalchemy import func, select

from recoverycollege.database import db
from recoverycollege.feedback.models import Change, Release, Turnout
from recoverycollege.letters import Letter


def test_the_first_round_of_the_worker_makes_the_figures(app, time) -> None:
    assert app.test_cli_runner().invoke(args=["load-demo"]).exit_code == 0
    for name in ("invite", "remind", "report", "releases", "demo_release"):
        db.session.remove()
        app.extensions["sweeps"][name][0](time.now)
    with_effect = select(func.count(Change.scope_id.distinct())).where(
        Change.scope == "course", Change.effect.is_not(None)
    )
    assert db.session.scalar(with_effect) >= 6
    shown, closed = (
        db.session.scalar(
            select(func.count(found.scope_id.distinct())).where(found.scope == "class")
        )
        for found in (Change, Turnout)
    )
    assert 10 <= shown < closed - 10, "several classes are shown, and others are too small"
    states = db.session.scalars(select(Release.state).order_by(Release.id)).all()
    assert states == ["released", "ready", "refused"]
    kinds = db.session.scalars(select(Letter.kind)).all()
    assert set(kinds) <= {"feedback_reminder"}, "everyone was invited in their time"
    assert len(kinds) < 30, "only those whose fifth day is today"
