"""What a released report says of how it is made."""

from __future__ import annotations

import pytest

from recoverycollege.feedback.models import ReleaseRow
from recoverycollege.feedback.queries.instruments import definition_of
from recoverycollege.feedback.releases_told import note


@pytest.fixture(autouse=True)
def english(app):
    with app.test_request_context("/"):
        yield


def test_our_own_questions_alone() -> None:
    said = note([ReleaseRow(item="hopeful"), ReleaseRow(item="")]).splitlines()
    assert said[0].startswith("This is change, not proof of cause.")
    assert any("fewer than ten people" in line for line in said)
    assert any("Our own questions" in line for line in said)
    assert not any("instrument" in line for line in said)


def test_an_instrument_says_where_it_is_from_and_once() -> None:
    rows = [ReleaseRow(item=f"ons4@1.1/{score}") for score in ("satisfied", "anxious")]
    rows.append(ReleaseRow(item="who-5@1.1/percent"))
    said = note(rows).splitlines()
    assert any("published rules" in line for line in said)
    for key in ("ons4@1", "who-5@1"):
        definition = definition_of(key)
        assert definition is not None
        assert said.count(f"{definition.name}: {definition.citation}") == 1
