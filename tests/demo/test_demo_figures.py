"""A minute after the demonstration is loaded its results are there, and no letter was sent."""

from __future__ import annotations

from sqlalchemy import func, select

from recoverycollege.database import db
from recoverycollege.feedback.models import Change, Turnout
from recoverycollege.letters import Letter


def test_the_first_round_of_the_worker_makes_the_figures(app, time) -> None:
    assert app.test_cli_runner().invoke(args=["load-demo"]).exit_code == 0
    for name in ("invite", "remind", "report"):
        db.session.remove()
        app.extensions["sweeps"][name][0](time.now)
    with_effect = select(Change.scope_id.distinct()).where(
        Change.scope == "course", Change.effect.is_not(None)
    )
    assert len(db.session.scalars(with_effect).all()) >= 6
    shown, closed = (
        db.session.scalar(
            select(func.count(found.scope_id.distinct())).where(found.scope == "class")
        )
        for found in (Change, Turnout)
    )
    assert 10 <= shown < closed - 10, "several classes are shown, and others are too small"
    assert db.session.scalar(select(func.count()).select_from(Letter)) == 0
