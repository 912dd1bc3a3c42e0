"""What accounts forget by themselves, as time passes."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Update, and_, delete, or_, select, update

from recoverycollege.accounts.models import (
    CallDraft,
    Code,
    Contact,
    OneTimeLink,
    Person,
    SignedIn,
    SignInTry,
    Task,
)
from recoverycollege.database import begin_write, db

CODES, TRIES, OLD_CONTACTS = timedelta(days=1), timedelta(days=2), timedelta(days=7)
UNCONFIRMED, SESSIONS = timedelta(days=3), timedelta(days=60)
MESSAGES, DRAFTS = timedelta(days=30), timedelta(days=7)


def forget(now: datetime) -> int:
    """Deletes used and expired codes, old sign-ins and tries, addresses no longer in use, and
    calls that stayed half done."""
    begin_write()
    done = 0
    for table, due in _due(now):
        done += db.session.execute(delete(table).where(due)).rowcount  # type: ignore[attr-defined]
    done += db.session.execute(_answered_messages(now)).rowcount  # type: ignore[attr-defined]
    db.session.commit()
    return done


def _answered_messages(now: datetime) -> Update:
    """What somebody wrote who was not signed in has no owner who could erase it: its words and
    the way to reach them go a month after it was answered."""
    theirs = {"name": "", "reach": "", "words": "", "outcome": ""}
    answered = (Task.person_id.is_(None), Task.done_at < now - MESSAGES, Task.words != "")
    return update(Task).where(*answered).values(theirs)


def _due(now: datetime) -> list[tuple[type, ColumnElement[bool]]]:
    ended = or_(SignedIn.ended_at < now - SESSIONS, SignedIn.ends_at < now - SESSIONS)
    confirmed = select(Person.id).where(Person.confirmed_at.is_not(None))
    never_confirmed = and_(
        Contact.kind == "email",
        Contact.verified_at.is_(None),
        Contact.created_at < now - UNCONFIRMED,
        Contact.person_id.in_(confirmed),
    )
    return [
        (Code, Code.asked_at < now - CODES),
        (SignedIn, ended),
        (SignInTry, SignInTry.at < now - TRIES),
        (OneTimeLink, OneTimeLink.ends_at < now - CODES),
        (CallDraft, CallDraft.changed_at < now - DRAFTS),
        (Contact, or_(Contact.replaced_at < now - OLD_CONTACTS, never_confirmed)),
    ]
