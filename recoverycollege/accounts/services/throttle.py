"""Attempts at the door, counted by a keyed hash of what was typed: known or unknown alike."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from recoverycollege.accounts.models import SignInTry
from recoverycollege.database import db
from recoverycollege.keyed import secret_hash


def count_try(kind: str, key: str, now: datetime) -> None:
    """Counts one attempt. Kinds: code | password | ask | second."""
    db.session.add(SignInTry(kind=kind, key_hash=secret_hash(f"try:{key}"), at=now))


def tries(kind: str, key: str, since: datetime) -> int:
    """How many attempts of a kind there were since then."""
    query = select(func.count()).select_from(SignInTry)
    return (
        db.session.scalar(
            query.where(
                SignInTry.kind == kind,
                SignInTry.key_hash == secret_hash(f"try:{key}"),
                SignInTry.at > since,
            )
        )
        or 0
    )
