"""What the worker does for teams: invitations and offers run out, and whoever wants to hear of open
needs does, at most once in two weeks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Flask

from recoverycollege.classes.services import joining, needs
from recoverycollege.database import begin_write, db
from recoverycollege.worker import register_sweep


def register(app: Flask) -> None:
    register_sweep(app, "team_run_out", run_out, every_seconds=300)
    register_sweep(app, "team_needs", tell_of_needs, every_seconds=3600)
    register_sweep(app, "forget_joinings", forget, every_seconds=24 * 3600)


def run_out(now: datetime) -> int:
    return _written(joining.run_out, now)


def tell_of_needs(now: datetime) -> int:
    return _written(needs.tell_of_needs, now)


def forget(now: datetime) -> int:
    return _written(needs.forget_joinings, now)


def _written(step: Callable[[datetime], int], now: datetime) -> int:
    begin_write()
    done = step(now)
    db.session.commit()
    return done
