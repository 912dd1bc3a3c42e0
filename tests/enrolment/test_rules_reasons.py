"""Why someone waits, and how likely it is, as tables of cases."""

from __future__ import annotations

import pytest

from recoverycollege.enrolment.rules import chances, reasons
from recoverycollege.enrolment.rules.reasons import Turn, reason
from recoverycollege.enrolment.rules.wishes import Want

OFFERED, PAIR = {"state": "offered"}, {"state": "waiting", "places": 2}


@pytest.mark.parametrize(
    ("turn", "words"),
    [
        (Turn(**OFFERED), reasons.OFFERED),
        (Turn(**OFFERED, own_offer=True), reasons.OWN),
        (Turn(**OFFERED, arranging=True), reasons.ARRANGING),
        (Turn(**OFFERED, automatic=True), reasons.AUTOMATIC),
        (Turn("lapsed"), reasons.SILENT),
        (Turn("waiting"), reasons.NEXT),
        (Turn("waiting", before=2), reasons.AFTER),
        (Turn("waiting", free=1), reasons.SOON),
        (Turn("waiting", free=1, near=True), reasons.NEAR),
        (Turn("waiting", near=True), reasons.NEXT),
        (Turn("waiting", confirmed=False, free=1), reasons.UNREACHED),
        (Turn("waiting", resting=True, free=1), reasons.RESTS),
        (Turn("waiting", paused=True, free=1), reasons.PAUSED),
        (Turn("waiting", stopped=True, free=1), reasons.STOPPED),
        (Turn("waiting", limited=True, free=1), reasons.LIMITED),
        (Turn("waiting", gathered=True, free=1), reasons.GATHERED),
        (Turn("waiting", free=1, kept=True), reasons.BEHIND_KEPT),
        (Turn(**PAIR, free=1), reasons.PARTY),
        (Turn(**PAIR, free=1, passed=2), reasons.KEPT),
        (Turn(**PAIR, free=2), reasons.SOON),
        (Turn(**PAIR, capacity=1), reasons.TOO_BIG),
    ],
)
def test_the_rule_that_holds_a_wish(turn, words):
    assert reason(turn) == words


@pytest.mark.parametrize(
    ("position", "freed", "words"),
    [
        (1, [], chances.OFTEN),
        (1, [4, 4], chances.OFTEN),  # too few classes to say anything
        (1, [1, 1, 1], chances.LIKELY),
        (2, [3, 2, 0], chances.LIKELY),
        (3, [3, 0, 0], chances.POSSIBLE),
        (2, [2, 2, 1, 1], chances.POSSIBLE),  # half is not most
        (4, [3, 3, 3], chances.SELDOM),
    ],
)
def test_how_likely_a_place_is(position, freed, words):
    assert chances.chance(position, freed) == words


@pytest.mark.parametrize(
    ("want", "places", "split"),
    [
        (Want(), 1, False),
        (Want("supporter"), 2, False),
        (Want("friend"), 2, False),
        (Want("friend", together=False), 1, True),
        (Want("supporter", together=False), 2, False),  # a supporter never comes alone
    ],
)
def test_how_many_places_a_party_takes(want, places, split):
    assert (want.places, want.split) == (places, split)
