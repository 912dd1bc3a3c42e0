"""Letters on paper: those that wait are made into a batch, printed, and noted as posted.

When the batch is made, every letter's facts are looked at again and it is worded anew: whoever
has left meanwhile is dropped. `claimed_until` says until when a letter is in the batch that is
being printed; after that a new batch looks at the facts once more.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Flask, current_app
from flask_babel import force_locale
from sqlalchemy import ColumnElement, func, select

from recoverycollege import history
from recoverycollege.database import db
from recoverycollege.letters import kinds
from recoverycollege.letters.composing import body
from recoverycollege.letters.outbox import Letter
from recoverycollege.wording import day_year

log = logging.getLogger("recoverycollege.letters")
MOST = 100  # of one batch: the lock is held while they are worded
BATCH = timedelta(hours=2)
WAITS = Letter.state == "to_print"


@dataclass(frozen=True)
class Sheet:
    """One letter as it is printed."""

    id: int
    name: str
    address: list[str]
    day: str
    paragraphs: list[list[str]]
    language: str


def waiting() -> int:
    return db.session.scalar(select(func.count()).where(WAITS)) or 0


def make_batch(now: datetime) -> int:
    """Looks at the facts of the oldest letters again. Returns how many are to be printed."""
    chosen = select(Letter).where(WAITS).order_by(Letter.id).limit(MOST).with_for_update()
    letters = db.session.scalars(chosen).all()
    for letter in letters:
        letter.state, letter.claimed_until = _looked_at(_app(), letter), None
        if letter.state == "to_print":
            letter.claimed_until = now + BATCH
        elif letter.state == "waiting":
            letter.channel, letter.due_at = "", now
    return sum(letter.state == "to_print" for letter in letters)


def in_batch(now: datetime) -> ColumnElement[bool]:
    """The letters that are being printed."""
    return WAITS & (Letter.claimed_until > now)


def sheets(letters: Collection[Letter], now: datetime) -> list[Sheet]:
    """The letters of a batch, ready to print; without those nobody should receive any more."""
    found = []
    for letter in letters:
        to = kinds.recipient(_app(), letter)
        if to is None or to.channel != "paper":
            continue
        with force_locale(to.language):
            day = day_year(now)
        parts = [part.splitlines() for part in (letter.body or "").split("\n\n") if part.strip()]
        found.append(Sheet(letter.id, to.name, _lines(to.address), day, parts, to.language))
    return found


def _lines(address: str) -> list[str]:
    """As it stands on an envelope; what was typed in one line is parted at its commas."""
    lines = address.strip().splitlines()
    lines = lines if len(lines) > 1 else address.split(",")
    return [line.strip(" ,") for line in lines if line.strip(" ,")]


def posted(letter_ids: Collection[int], *, by_id: int, now: datetime) -> int:
    """The letters that were printed are in the post. Twice changes nothing."""
    chosen = select(Letter).where(WAITS, Letter.id.in_(letter_ids)).with_for_update()
    found = db.session.scalars(chosen).all()
    for letter in found:
        letter.state, letter.sent_at, letter.claimed_until = "sent", now, None
        letter.tries += 1
        history.record(
            "letter.posted",
            "letter",
            letter.id,
            actor_id=by_id,
            person_id=letter.person_id,
            kind=letter.kind,
        )
    return len(found)


def _looked_at(app: Flask, letter: Letter) -> str:
    """Words it anew, and answers where it stands: to_print; dropped, no longer true; waiting,
    they chose another way meanwhile; parked, one that cannot be written holds nobody up."""
    to = kinds.recipient(app, letter)
    if to is None:
        return "dropped"
    if to.channel != "paper":
        return "waiting"
    try:
        with force_locale(to.language):
            words = kinds.compose(app, letter)
            if words is None:
                return "dropped"
            letter.body = body(kinds.of(app, letter), to, words).shown
    except Exception as problem:
        log.error("letter %s failed: %s", letter.id, type(problem).__name__, exc_info=problem)
        letter.problem = f"it could not be written ({type(problem).__name__})"
        return "parked"
    return "to_print"


def _app() -> Flask:
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    return app
