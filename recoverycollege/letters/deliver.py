"""Delivering: claim a letter, look at the facts again, word it, send it, note what came of it.

No lock is held while a message is on its way. A claim counts as a try, so that a letter which ends
the worker itself is not tried for ever; it runs out after five minutes, longer than a slow mail
server takes. The same letter always has the same Message-ID, so that a repeat is recognised.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from time import monotonic

from flask import Flask, current_app
from flask_babel import force_locale
from sqlalchemy import or_, select, update

from recoverycollege import clock
from recoverycollege.database import begin_write, db, end_read
from recoverycollege.letters import kinds
from recoverycollege.letters.composing import body
from recoverycollege.letters.outbox import MOST_TRIES, Letter
from recoverycollege.letters.transport import AWAY, Message, NotSent, send

log = logging.getLogger("recoverycollege.letters")
CLAIM = timedelta(minutes=5)
ROUND_SECONDS = 15
NO_WAY = "there is no way to reach them"


def back_off(tries: int) -> timedelta:
    """How long to wait after the given number of failed tries: 20 tries take about two days."""
    return min(timedelta(minutes=1) * 2 ** min(tries, 8), timedelta(hours=3))


def deliver_due(limit: int = 200) -> int:
    """Sends what is due. Returns how many letters were handled. A mail server that answers
    slowly must not keep the worker from its other sweeps: what is left goes in the next round."""
    handled, began = 0, monotonic()
    while handled < limit and monotonic() - began < ROUND_SECONDS and deliver_one():
        handled += 1
    return handled


def wake(now: datetime) -> int:
    """Letters that wait because the mail server, or the text gateway, was away leave as soon as it
    is back, however long they would have waited for their next try. Returns how many."""
    return sum(_wake(problem, now) for problem in AWAY)


def _wake(away: str, now: datetime) -> int:
    asleep = (
        Letter.state == "waiting",
        Letter.due_at > now,
        Letter.problem.startswith(away, autoescape=True),
    )
    some = db.session.scalar(select(Letter.id).where(*asleep).limit(1))
    end_read()  # nothing is held while the server is asked
    if some is None or not AWAY[away](current_app.extensions["settings"]):
        return 0
    begin_write()
    awake = update(Letter).where(*asleep).values(due_at=now).returning(Letter.id)
    count = len(db.session.scalars(awake).all())
    db.session.commit()
    return count


def deliver_one() -> bool:
    """Handles the next letter that is due; False when there is none."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    letter_id = _claim(clock.now())
    if letter_id is None:
        return False
    try:
        begin_write()
        message = _message(app, db.session.get_one(Letter, letter_id, with_for_update=True))
        db.session.commit()
        if message is not None:
            send(app.extensions["settings"], message)
            _sent(letter_id)
    except NotSent as problem:
        _failed(letter_id, str(problem), final=problem.final)
    except Exception as problem:  # our mistake; the letters behind it must not wait for it
        log.error("letter %s failed: %s", letter_id, type(problem).__name__, exc_info=problem)
        db.session.rollback()
        _failed(letter_id, f"it could not be written ({type(problem).__name__})")
    return True


def _claim(now: datetime) -> int | None:
    begin_write()
    letter = db.session.scalar(
        select(Letter)
        .where(Letter.state == "waiting", Letter.due_at <= now)
        .where(or_(Letter.claimed_until.is_(None), Letter.claimed_until < now))
        .order_by(Letter.due_at, Letter.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if letter is None:
        db.session.rollback()
        return None
    letter.claimed_until = now + CLAIM
    letter.tries += 1
    letter_id = letter.id
    db.session.commit()
    return letter_id


def _message(app: Flask, letter: Letter) -> Message | None:
    """The message to send; None when the letter is no longer true, waits for the morning, or to be
    printed, or ended the worker each time it was tried."""
    if letter.state != "waiting":
        return None
    if letter.tries > MOST_TRIES:
        letter.state, letter.tries, letter.problem = "parked", MOST_TRIES, "nothing came of it"
        return None
    recipient = kinds.recipient(app, letter)
    if recipient is None:
        letter.state = "dropped"
        return None
    if recipient.channel == "none":
        _set_aside(app, letter, recipient.language)
        return None
    now = clock.now()
    if (morning := kinds.leaves_at(app, letter, recipient, now)) > now:
        letter.due_at, letter.claimed_until = morning, None
        letter.tries -= 1
        return None
    with force_locale(recipient.language):
        words = kinds.compose(app, letter)
        if words is None:
            letter.state = "dropped"
            return None
        made = body(kinds.of(app, letter), recipient, words)
    letter.channel, letter.subject, letter.body = recipient.channel, words.subject, made.shown
    if recipient.channel == "paper":
        letter.state, letter.claimed_until = "to_print", None
        return None
    return Message(letter.id, letter.message_id, recipient, words.subject, made.sent)


def _set_aside(app: Flask, letter: Letter, language: str) -> None:
    """There is no way to reach them: the office is told, while what the letter says is true."""
    with force_locale(language):
        true = kinds.compose(app, letter) is not None
    letter.state, letter.problem = ("parked", NO_WAY) if true else ("dropped", "")


def _sent(letter_id: int) -> None:
    begin_write()
    letter = db.session.get_one(Letter, letter_id)
    letter.state, letter.sent_at, letter.problem = "sent", clock.now(), ""
    db.session.commit()


def _failed(letter_id: int, problem: str, *, final: bool = False) -> None:
    begin_write()
    letter = db.session.get_one(Letter, letter_id)
    letter.problem = problem[:300]
    letter.claimed_until = None
    if final or letter.tries >= MOST_TRIES:
        letter.state = "parked"
    else:
        letter.due_at = clock.now() + back_off(letter.tries)
    db.session.commit()


def forget_bodies(now: datetime, after: timedelta = timedelta(days=30)) -> int:
    """Deletes the words of letters older than 30 days; that they were sent stays known."""
    begin_write()
    letters = db.session.scalars(
        select(Letter).where(Letter.body.is_not(None), Letter.created_at < now - after).limit(500)
    ).all()
    for letter in letters:
        letter.body = None
    db.session.commit()
    return len(letters)
