"""What people do to a class, by the services, one transaction each; and where it leaves them."""

from __future__ import annotations

from sqlalchemy import select

from recoverycollege.accounts.models import Task
from recoverycollege.database import begin_write, db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.enrolment.rules.wishes import Want
from recoverycollege.enrolment.services import answering, asking
from recoverycollege.letters import Letter


def ask(group, person, now, **want):
    wish = asking.ask(group.id, person.id, now=now, want=Want(**want))
    db.session.commit()
    return wish


def states(*wishes):
    db.session.rollback()
    return [db.session.get_one(Enrolment, wish.id).state for wish in wishes]


def letters_of(person):
    db.session.rollback()
    query = select(Letter.kind).where(Letter.person_id == person.id).order_by(Letter.id)
    return list(db.session.scalars(query))


def open_tasks(wish):
    """The kinds of what the office still has to do about a wish."""
    db.session.rollback()
    query = select(Task.kind).where(Task.about_id == wish.id, Task.done_at.is_(None))
    return sorted(db.session.scalars(query))


def leave(place, now):
    begin_again()
    answering.withdraw(place.id, now)
    db.session.commit()


def begin_again():
    db.session.rollback()
    begin_write()
