"""What the races share."""

from __future__ import annotations

import pytest

from recoverycollege.database import db
from tests.races.crowd import all_at_once, step


@pytest.fixture
def race(app):
    """`race(deed, deed, …)` → what came of each, all at once; what the test holds is let go."""

    def run(*deeds):
        db.session.commit()
        done = all_at_once(step(app, deed) for deed in deeds)
        db.session.expire_all()
        return done

    return run
