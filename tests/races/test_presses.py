"""The same answer pressed many times at once, and cutting loose while pressing: never a fault."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from recoverycollege.database import db
from recoverycollege.feedback.links import own_link
from recoverycollege.feedback.models import Answer, FormState
from recoverycollege.feedback.rules.codes import code_of
from tests.races.crowd import Browser, all_at_once

pytestmark = pytest.mark.both


@pytest.fixture
def link(live_server):
    college, settings = live_server.college, live_server.settings
    group = college.scheduled_class(starts_in=timedelta(days=2))
    place = college.enrol(group)
    live_server.own_code = code_of(settings.answer_key, place.id)
    return f"/feedback/{own_link(settings.secret_key, place.id, 'before')}"


def test_eight_presses_one_answer(live_server, link):
    browser = Browser(live_server)
    for step, value in ((1, "4"), (2, "5"), (3, "2")):
        press = partial(browser.post, f"{link}/{step}", answer=value)
        assert set(all_at_once([press] * 8)) == {303}
    db.session.rollback()
    rows = db.session.scalars(select(Answer)).all()
    assert sorted(row.value for row in rows) == [2, 4, 5]
    assert db.session.scalars(select(FormState.state)).all() == ["done"]
    assert "Traceback" not in live_server.log()


def test_cut_loose_while_pressing(live_server, link):
    browser = Browser(live_server)
    for _ in range(3):
        deeds = [partial(browser.post, f"{link}/1", answer=str(n)) for n in (1, 2, 3)]
        deeds += [partial(browser.post, f"{link}/whose", whose="untied")] * 2
        assert set(all_at_once(deeds)) <= {303}
    db.session.rollback()
    assert live_server.own_code not in set(db.session.scalars(select(Answer.code)))
    assert set(db.session.scalars(select(FormState.state))) == {"untied"}
    assert "Traceback" not in live_server.log()
