"""Attempts at the door, counted by a keyed hash of what was typed: known or unknown alike."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, insert, literal, select

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


def try_once(kind: str, key: str, now: datetime, *, most: int, per: timedelta) -> bool:
    """Counts one attempt unless there were `most` already; whether it may go on."""
    key_hash = secret_hash(f"try:{key}")
    before = (
        select(func.count())
        .select_from(SignInTry)
        .where(SignInTry.kind == kind, SignInTry.key_hash == key_hash, SignInTry.at > now - per)
        .scalar_subquery()
    )
    row = select(literal(kind), literal(key_hash), literal(now, SignInTry.at.type))
    counted = insert(SignInTry).from_select(["kind", "key_hash", "at"], row.where(before < most))
    return db.session.scalar(counted.returning(SignInTry.id)) is not None
