"""Bringing in the people of the office: their role, and the link that lets them in once."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import select

from recoverycollege import history
from recoverycollege.accounts import rules
from recoverycollege.accounts.models import OneTimeLink, Role
from recoverycollege.database import db
from recoverycollege.keyed import secret_hash


def give_role(person_id: int, name: str, now: datetime, by_id: int | None) -> None:
    """Gives a person a role (office | manager); having it already is fine."""
    has = db.session.scalar(select(Role).where(Role.person_id == person_id, Role.name == name))
    if has is None:
        db.session.add(Role(person_id=person_id, name=name, given_at=now, given_by_id=by_id))
        history.record("role.given", "person", person_id, actor_id=by_id, person_id=person_id)


def take_role(person_id: int, name: str, now: datetime, by_id: int | None) -> None:
    """Ends a person's role."""
    has = db.session.scalar(select(Role).where(Role.person_id == person_id, Role.name == name))
    if has is not None:
        db.session.delete(has)
        history.record("role.taken", "person", person_id, actor_id=by_id, person_id=person_id)


def make_link(person_id: int, now: datetime) -> str:
    """The token of a link that lets a person in once, within a day."""
    token = secrets.token_urlsafe(32)
    link = OneTimeLink(person_id=person_id, token_hash=_hash(token), ends_at=now + rules.LINK_LIFE)
    db.session.add(link)
    return token


def live_link(token: str, now: datetime, *, lock: bool = False) -> OneTimeLink | None:
    """The link with this token, while it works. `lock`: to use it up."""
    query = select(OneTimeLink).where(
        OneTimeLink.token_hash == _hash(token),
        OneTimeLink.used_at.is_(None),
        OneTimeLink.ends_at > now,
    )
    return db.session.scalar(query.with_for_update() if lock else query)


def _hash(token: str) -> str:
    return secret_hash(f"link:{token}")
