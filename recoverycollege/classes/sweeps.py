"""What the worker does for classes and teams: invitations and offers run out, whoever wants to hear
of open needs does, teams are asked once to look back; and it forgets in time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Flask

from recoverycollege.classes.services import joining, needs, reflecting
from recoverycollege.classes.services.materials import forget_long_over
from recoverycollege.classes.services.versions import hold_versions
from recoverycollege.database import begin_write, db, end_read
from recoverycollege.worker import register_sweep


def register(app: Flask) -> None:
    register_sweep(app, "taught_from", taught_from, every_seconds=60)
    register_sweep(app, "look_back", look_back, every_seconds=600)
    register_sweep(app, "forget_reflections", forget_reflections, every_seconds=24 * 3600)
    register_sweep(app, "forget_materials", forget_materials, every_seconds=3600)
    register_sweep(app, "team_run_out", run_out, every_seconds=300)
    register_sweep(app, "team_needs", tell_of_needs, every_seconds=3600)
    register_sweep(app, "forget_joinings", forget_joinings, every_seconds=24 * 3600)


def look_back(now: datetime) -> int:
    """Each class under its own lock: an answer that is being written meanwhile waits, or was."""
    class_ids, done = reflecting.classes_to_ask(now), 0
    end_read()
    for class_id in class_ids:
        begin_write()
        done += reflecting.ask(class_id, now)
        db.session.commit()
    return done


def forget_reflections(now: datetime) -> int:
    return _written(reflecting.forget, now)


def forget_materials(now: datetime) -> int:
    return _written(forget_long_over, now)


def run_out(now: datetime) -> int:
    return _written(joining.run_out, now)


def tell_of_needs(now: datetime) -> int:
    return _written(needs.tell_of_needs, now)


def forget_joinings(now: datetime) -> int:
    return _written(needs.forget_joinings, now)


def taught_from(now: datetime) -> int:
    """Classes that begin keep the words they are taught from."""
    return _written(hold_versions, now)


def _written(step: Callable[[datetime], int], now: datetime) -> int:
    begin_write()
    done = step(now)
    db.session.commit()
    return done
