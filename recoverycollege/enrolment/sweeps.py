"""What the worker does for places: each step one class, one transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Flask

from recoverycollege.database import begin_write, db, end_read
from recoverycollege.enrolment.services import lapsing
from recoverycollege.worker import register_sweep


def register(app: Flask) -> None:
    register_sweep(app, "lapse", lapse, every_seconds=15)
    register_sweep(app, "fill", fill, every_seconds=15)
    register_sweep(app, "complete", complete, every_seconds=600)


def lapse(now: datetime) -> int:
    return _each(lapsing.classes_with_ended_offers, lapsing.lapse, now)


def fill(now: datetime) -> int:
    return _each(lapsing.classes_to_fill, lapsing.fill_class, now)


def complete(now: datetime) -> int:
    return _each(lapsing.classes_over, lapsing.complete, now)


def _each(
    find: Callable[[datetime], list[int]], step: Callable[[int, datetime], int], now: datetime
) -> int:
    class_ids, done = find(now), 0
    end_read()
    for class_id in class_ids:
        begin_write()
        done += step(class_id, now)
        db.session.commit()
    return done
