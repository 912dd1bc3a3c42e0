"""What the worker does for places: each step one class, one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from flask import Flask

from recoverycollege import personal
from recoverycollege.accounts.services.people import UNCONFIRMED_FOR, purge_unconfirmed
from recoverycollege.database import begin_write, db, end_read
from recoverycollege.enrolment.services import (
    access,
    answering,
    drawing,
    first_session,
    lapsing,
    messaging,
    reminding,
    siblings,
)
from recoverycollege.worker import register_sweep


def register(app: Flask) -> None:
    register_sweep(app, "lapse", lapse, every_seconds=15)
    register_sweep(app, "fill", fill, every_seconds=15)
    register_sweep(app, "arrange", arrange, every_seconds=30)
    register_sweep(app, "automatic", automatic, every_seconds=15)
    register_sweep(app, "settle", settle, every_seconds=15)
    register_sweep(app, "spread", spread, every_seconds=15)
    register_sweep(app, "complete", complete, every_seconds=600)
    zone = app.extensions["settings"].zone
    register_sweep(app, "remind_sessions", partial(remind, zone), every_seconds=300)
    register_sweep(app, "draw", partial(draw, zone), every_seconds=300)
    register_sweep(app, "remind_offers", partial(halfway, zone), every_seconds=300)
    if app.extensions["settings"].first_session_matters:
        register_sweep(app, "first_session", ask_after_first, every_seconds=600)
    register_sweep(app, "forget_messages", forget_messages, every_seconds=3600)
    registry = personal.registered(app)
    register_sweep(app, "forget_unreached", partial(forget_unreached, registry), every_seconds=3600)


def lapse(now: datetime) -> int:
    return _each(lapsing.classes_with_ended_offers, lapsing.lapse, now)


def fill(now: datetime) -> int:
    return _each(lapsing.classes_to_fill, lapsing.fill_class, now)


def arrange(now: datetime) -> int:
    begin_write()
    done = access.ask_office_to_arrange(now)
    db.session.commit()
    return done


def automatic(now: datetime) -> int:
    return _each(lambda now: lapsing.classes_with_automatic_offers(), answering.take_automatic, now)


def settle(now: datetime) -> int:
    return _each(lambda now: siblings.classes_to_settle(), siblings.settle, now)


def spread(now: datetime) -> int:
    return _each(siblings.classes_to_spread_to, siblings.spread, now)


def draw(zone: ZoneInfo, now: datetime) -> int:
    return _each(partial(drawing.classes_to_draw, zone=zone), drawing.draw, now)


def halfway(zone: ZoneInfo, now: datetime) -> int:
    begin_write()
    done = reminding.halfway(now, zone)
    db.session.commit()
    return done


def complete(now: datetime) -> int:
    return _each(lapsing.classes_over, lapsing.complete, now)


def remind(zone: ZoneInfo, now: datetime) -> int:
    begin_write()
    done = reminding.remind(now, zone)
    db.session.commit()
    return done


def ask_after_first(now: datetime) -> int:
    begin_write()
    done = first_session.ask_after_first(now)
    db.session.commit()
    return done


def forget_messages(now: datetime) -> int:
    begin_write()
    done = messaging.forget_messages(now)
    db.session.commit()
    return done


def forget_unreached(registry: Mapping[str, personal.Held], now: datetime) -> int:
    """People who asked three days ago and were never reached are forgotten, wish and all."""
    begin_write()
    lapsing.end_unconfirmed(now, now - UNCONFIRMED_FOR)
    done = purge_unconfirmed(now, lapsing.still_needed, registry)
    db.session.commit()
    return done


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
