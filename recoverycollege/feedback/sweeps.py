"""What the worker does for feedback. What loads scipy is imported inside: web processes register
these sweeps too, and never run them."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from flask import Flask

from recoverycollege.database import begin_write, db, end_read
from recoverycollege.worker import register_sweep


def register(app: Flask) -> None:
    key = app.extensions["settings"].answer_key
    register_sweep(app, "report", partial(report, key), every_seconds=600)
    register_sweep(app, "term_figures", term_figures, every_seconds=600)


def report(key: str, now: datetime) -> int:
    """Lays down the figures of classes whose forms are closed, each under its lock, and then of
    what they make together."""
    from recoverycollege.feedback.services import pooling, reporting

    class_ids, done = reporting.closed_classes(now, key), 0
    end_read()
    for class_id in class_ids:
        begin_write()
        done += reporting.report_class(class_id, now, key)
        db.session.commit()
    pools = pooling.pool_figures(now)
    end_read()
    if pools:
        begin_write()
        done += pooling.write_pools(pools)
        db.session.commit()
    return done


def term_figures(now: datetime) -> int:
    """A term in numbers, computed again and again."""
    from recoverycollege.feedback.services.term_figures import term_figures, write_term_figures

    rows = term_figures(now)
    end_read()
    begin_write()
    done = write_term_figures(rows)
    db.session.commit()
    return done
