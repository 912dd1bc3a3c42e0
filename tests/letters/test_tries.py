"""How often a letter is tried, and what happens to one that never gets through."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from recoverycollege.database import db
from recoverycollege.letters import Letter, deliver
from recoverycollege.letters.deliver import back_off, deliver_due
from recoverycollege.letters.mending import resend_tried_out
from recoverycollege.letters.outbox import MOST_TRIES


def rounds(time, many):
    db.session.commit()
    for _ in range(many):
        deliver_due()
        time.now += back_off(MOST_TRIES)
    db.session.expire_all()
    return db.session.scalars(select(Letter).order_by(Letter.id)).one()


def test_after_twenty_tries_a_person_looks_at_it(app, place, mail_server, time):
    mail_server.answers["ada@mail.example"] = "451 later"
    began = time.now
    letter = rounds(time, MOST_TRIES)
    assert (letter.state, letter.tries) == ("parked", MOST_TRIES)
    waits = [back_off(tries) for tries in range(1, MOST_TRIES)]
    assert waits == sorted(waits)
    assert timedelta(days=1) < sum(waits, timedelta()) < timedelta(days=3)
    assert time.now > began


class Killed(BaseException):
    """What ends the worker, in the middle of things."""


@pytest.mark.both
@pytest.mark.parametrize("where", ["_message", "send"])
def test_a_letter_that_ends_the_worker_is_not_tried_for_ever(
    app, place, mail_server, time, monkeypatch, where
):
    def kill(*words):
        raise Killed

    db.session.commit()
    with monkeypatch.context() as patched:
        patched.setattr(deliver, where, kill)
        for _ in range(MOST_TRIES):
            with pytest.raises(Killed):
                deliver.deliver_one()
            db.session.rollback()
            time.now += deliver.CLAIM * 2
    letter = rounds(time, 2)
    assert (letter.state, letter.tries) == ("parked", MOST_TRIES)
    assert letter.problem == "nothing came of it"
    assert mail_server.messages == []


@pytest.mark.both
def test_what_was_given_up_goes_once_more_together(app, college, place, mail_server, time):
    """But not what the mail server will never take."""
    mail_server.answers["ada@mail.example"] = "451 later"
    tried = rounds(time, MOST_TRIES)
    refused = Letter(
        kind="place_saved",
        person_id=place.person_id,
        facts=dict(tried.facts),
        state="parked",
        created_at=time.now,
        due_at=time.now,
        message_id="refused",
        tries=1,
        problem="(550)",
    )
    db.session.add(refused)
    mail_server.answers.clear()
    db.session.commit()
    assert resend_tried_out(by_id=college.office().id, now=time.now) == 1
    db.session.commit()
    deliver_due()
    db.session.expire_all()
    assert (tried.state, refused.state) == ("sent", "parked")
    assert len(mail_server.messages) == 1
