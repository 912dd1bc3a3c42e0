"""What the office does with letters that did not go as they should."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, select

from recoverycollege import history
from recoverycollege.database import db
from recoverycollege.letters.outbox import MOST_TRIES, Letter, post
from recoverycollege.refusals import N_, Refused

CODES = "sign_in_code"


def resend(letter_id: int, *, by_id: int, now: datetime) -> Letter:
    """Sends a stuck letter once more; one that was sent goes again as a new letter.

    Raises `Refused` for a code (it lives ten minutes, the person asks for a new one).
    """
    letter = _letter(letter_id)
    if letter.kind == CODES:
        raise Refused(N_("Codes are not sent again. They can ask for a new one on the website."))
    if letter.state in {"waiting", "to_print"}:
        return letter
    if letter.state == "parked":
        _try_again(letter, by_id, now)
        return letter
    facts = dict(letter.facts)
    letter = post(letter.kind, letter.person_id, contact_id=letter.contact_id, **facts)
    db.session.flush()
    _note("letter.sent_again", letter, by_id)
    return letter


def _try_again(letter: Letter, by_id: int, now: datetime) -> None:
    letter.state, letter.tries, letter.due_at = "waiting", 0, now
    letter.problem, letter.claimed_until = "", None
    _note("letter.sent_again", letter, by_id)


def tried_out() -> ColumnElement[bool]:
    """Letters that were given up after two days of tries, not for their own sake."""
    return and_(Letter.state == "parked", Letter.tries >= MOST_TRIES, Letter.kind != CODES)


def resend_tried_out(*, by_id: int, now: datetime) -> int:
    """Sends all letters once more that were given up after two days of tries: the server was away
    for longer. Returns how many."""
    letters = db.session.scalars(select(Letter).where(tried_out()).with_for_update()).all()
    for letter in letters:
        _try_again(letter, by_id, now)
    return len(letters)


def drop(letter_id: int, *, by_id: int) -> Letter:
    """Takes a letter out of the queue. Raises `Refused` when it has gone already."""
    letter = _letter(letter_id)
    if letter.state == "sent":
        raise Refused(N_("This letter has gone already."))
    if letter.state != "dropped":
        letter.state = "dropped"
        _note("letter.dropped", letter, by_id)
    return letter


def _letter(letter_id: int) -> Letter:
    letter = db.session.get(Letter, letter_id, with_for_update=True)
    if letter is None:
        raise Refused(N_("This letter is no longer there."))
    return letter


def _note(action: str, letter: Letter, by_id: int) -> None:
    history.record(
        action, "letter", letter.id, actor_id=by_id, person_id=letter.person_id, kind=letter.kind
    )
