"""What the worker does for classes."""

from __future__ import annotations

from datetime import datetime

from flask import Flask

from recoverycollege.classes.services.materials import forget_long_over
from recoverycollege.database import begin_write, db
from recoverycollege.worker import register_sweep


def register(app: Flask) -> None:
    register_sweep(app, "forget_materials", forget_materials, every_seconds=3600)


def forget_materials(now: datetime) -> int:
    begin_write()
    done = forget_long_over(now)
    db.session.commit()
    return done
