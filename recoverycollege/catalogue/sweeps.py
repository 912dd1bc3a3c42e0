"""What the worker does for courses: their time to be written, and to be looked at again."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from recoverycollege import clock
from recoverycollege.catalogue.services.publishing import ask_to_decide, ask_to_review
from recoverycollege.database import begin_write, db


def come_back(zone: ZoneInfo, now: datetime) -> int:
    """Courses to look at again, and rounds whose time is over: each asks once."""
    begin_write()
    today = clock.local(now, zone).date()
    done = ask_to_review(now, today, zone) + ask_to_decide(now, today, zone)
    db.session.commit()
    return done
