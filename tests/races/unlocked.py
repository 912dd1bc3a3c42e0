"""The application with its locks off: the negative control of the races. Only for the tests.

PostgreSQL: the rows of class and place are read without FOR UPDATE. SQLite: a writer does not queue
up first. A short pause stands for the other work of a busy day.
"""

from __future__ import annotations

import time
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload

from recoverycollege import create_app, guards
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment, Offer
from recoverycollege.enrolment.routes import ask
from recoverycollege.enrolment.services import answering, asking

PAUSE_SECONDS = 0.05


def without_lock(class_id: Any) -> ScheduledClass | None:
    query = select(ScheduledClass).options(joinedload(ScheduledClass.sessions))
    found = db.session.scalars(query.where(ScheduledClass.id == class_id)).unique()
    time.sleep(PAUSE_SECONDS)
    return found.one_or_none()


def read_and_pause(condition: Any) -> Any:
    """As `with_offers`, without its lock of the rows, which stands behind that of the class."""
    running = and_(Offer.enrolment_id == Enrolment.id, Offer.answer.is_(None))
    query = select(Enrolment, Offer).outerjoin(Offer, running).where(condition)
    rows = db.session.execute(query.execution_options(populate_existing=True)).all()
    time.sleep(PAUSE_SECONDS)
    return [(row[0], row[1]) for row in rows]


answering.with_offers = read_and_pause
for module in (ask, asking, answering):
    module.lock = without_lock
guards.begin_write = lambda: None

app = create_app()
