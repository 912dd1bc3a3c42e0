"""What the worker does for classes: asks teams once to look back, and forgets in time."""

from __future__ import annotations

from datetime import datetime

from flask import Flask

from recoverycollege.classes.services import reflecting
from recoverycollege.classes.services.materials import forget_long_over
from recoverycollege.database import begin_write, db, end_read
from recoverycollege.worker import register_sweep


def register(app: Flask) -> None:
    register_sweep(app, "look_back", look_back, every_seconds=600)
    register_sweep(app, "forget_reflections", forget_reflections, every_seconds=24 * 3600)
    register_sweep(app, "forget_materials", forget_materials, every_seconds=3600)


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
    begin_write()
    done = reflecting.forget(now)
    db.session.commit()
    return done


def forget_materials(now: datetime) -> int:
    begin_write()
    done = forget_long_over(now)
    db.session.commit()
    return done
