"""The worker: idempotent sweeps over rows, in order, again and again. Any number may run."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime

from flask import Flask

from recoverycollege import clock
from recoverycollege.database import db

log = logging.getLogger("recoverycollege.worker")
PAUSE_SECONDS = 1.0

Sweep = Callable[[datetime], int]


def register_sweep(app: Flask, name: str, sweep: Sweep, every_seconds: int = 10) -> None:
    """`sweep(now)` does what is due, commits, and returns how much it did. Rooms add theirs."""
    app.extensions.setdefault("sweeps", {})[name] = (sweep, every_seconds)


def init_app(app: Flask) -> None:
    register_sweep(app, "forget_bodies", _forget_bodies, every_seconds=3600)
    register_sweep(app, "wake", _wake, every_seconds=300)
    register_sweep(app, "deliver", _deliver, every_seconds=1)


# What sends letters is loaded by the worker alone: web processes register these too, and never run
# them. It takes several megabytes of each process.


def _forget_bodies(now: datetime) -> int:
    from recoverycollege.letters.deliver import forget_bodies

    return forget_bodies(now)


def _wake(now: datetime) -> int:
    from recoverycollege.letters.deliver import wake

    return wake(now)


def _deliver(now: datetime) -> int:
    from recoverycollege.letters.deliver import deliver_due

    return deliver_due()


def run_once(app: Flask) -> dict[str, int]:
    """Every sweep once, in order; delivering last. Returns what each did."""
    return {name: _run(app, name) for name in _in_order(app)}


def run(app: Flask) -> None:
    """Sweeps for ever. A sweep that fails is logged and tried again; the others go on."""
    last: dict[str, float] = {}
    while True:
        for name in _in_order(app):
            every = app.extensions["sweeps"][name][1]
            if time.monotonic() - last.get(name, -1e9) >= every:
                last[name] = time.monotonic()
                try:
                    _run(app, name)
                except Exception as problem:
                    log.error("sweep %s failed: %s", name, type(problem).__name__, exc_info=problem)
        time.sleep(PAUSE_SECONDS)


def _in_order(app: Flask) -> list[str]:
    return sorted(app.extensions["sweeps"], key=lambda name: name == "deliver")


def _run(app: Flask, name: str) -> int:
    sweep = app.extensions["sweeps"][name][0]
    with app.app_context():
        try:
            done: int = sweep(clock.now())
            return done
        finally:
            db.session.remove()
