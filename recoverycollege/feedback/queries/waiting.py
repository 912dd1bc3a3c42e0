"""Whether something of their own waits for someone under My hope."""

from __future__ import annotations

from datetime import date

from sqlalchemy import exists, select

from recoverycollege.database import db
from recoverycollege.feedback.models import Quote
from recoverycollege.feedback.queries.mine import codes_and_texts
from recoverycollege.feedback.queries.own import letters_to_open
from recoverycollege.feedback.rules.codes import quote_id


def waits_for(person_id: int, key: str, today: date) -> bool:
    """A letter they wrote to themselves, or words that wait for their yes. `key` is ANSWER_KEY."""
    if letters_to_open(person_id, today):
        return True
    texts = codes_and_texts(person_id, key)[1]
    mine = exists().where(
        Quote.id.in_([quote_id(key, text) for text in texts]), Quote.state == "asked"
    )
    return bool(db.session.scalar(select(mine)))
