"""Both sides press at the same moment: it is agreed once, and a change of words never slips between
what was read and what is signed."""

from __future__ import annotations

from functools import partial

import pytest
from sqlalchemy import select

from recoverycollege.catalogue.models import Designer
from recoverycollege.database import db
from recoverycollege.history import Entry
from tests.races.crowd import Browser, all_at_once

pytestmark = pytest.mark.both


@pytest.fixture
def written(live_server):
    college = live_server.college
    people = [college.person("Dee Peer"), college.person("Ravi Nurse")]
    design = college.design((people[0], "peer"), (people[1], "practitioner"))
    return design, [Browser(live_server, person) for person in people]


def actions() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(Entry.action).order_by(Entry.id)))


def test_both_press_at_once(live_server, written):
    design, browsers = written
    presses = [partial(b.post, f"/design/{design.id}/sign", version="1") for b in browsers]
    assert set(all_at_once(presses * 3)) == {303}
    done = actions()
    assert (done.count("design.signed"), done.count("design.agreed")) == (2, 1)
    db.session.refresh(design)
    assert design.state == "agreed"
    assert "Traceback" not in live_server.log()


def test_words_change_while_they_sign(live_server, written):
    """Whoever comes first: no signature stands under words its writer has not seen."""
    design, browsers = written
    for version in (1, 2, 3):
        peer, nurse = browsers
        words = {"title": f"Bread {version}", "version": str(version)}
        deeds = [
            partial(peer.post, f"/design/{design.id}/words", **words),
            partial(nurse.post, f"/design/{design.id}/sign", version=str(version)),
        ]
        answers = all_at_once(deeds)
        assert answers[0] == 303
        assert answers[1] in (303, 409)
        db.session.rollback()
        signed = db.session.scalars(select(Designer.signed_version)).all()
        assert set(signed) == {None}
    assert "Traceback" not in live_server.log()
