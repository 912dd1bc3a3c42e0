"""What a class needs before it can open: every kind with every mix of a team."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import combinations, product
from typing import Any

import pytest

from recoverycollege.catalogue.models import KINDS
from recoverycollege.classes.models import PERSPECTIVES
from recoverycollege.classes.rules import gate
from recoverycollege.classes.rules.gate import NO_OTHER, NO_PEER, OpeningFacts

NOW = datetime(2026, 3, 11, 10, tzinfo=UTC)
TODAY = NOW.date()
MIXES = [mix for size in range(4) for mix in combinations(PERSPECTIVES, size)]
NEEDED = {
    (): {NO_PEER, NO_OTHER},
    ("peer",): {NO_OTHER},
    ("practitioner",): {NO_PEER},
    ("relative",): {NO_PEER},
    ("peer", "practitioner"): set(),
    ("peer", "relative"): set(),
    ("practitioner", "relative"): {NO_PEER},
    ("peer", "practitioner", "relative"): set(),
}


@pytest.mark.parametrize("mix", MIXES)
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "peer-group"])
def test_a_peer_and_someone_else(kind: str, mix: tuple[str, ...]) -> None:
    assert set(gate.missing_for(kind, mix)) == NEEDED[mix]


@pytest.mark.parametrize("mix", MIXES)
def test_a_peer_group_needs_a_peer(mix: tuple[str, ...]) -> None:
    assert gate.missing_for("peer-group", mix) == ([] if "peer" in mix else [NO_PEER])


def test_two_peers_are_not_a_peer_and_someone_else() -> None:
    assert gate.missing_for("course", ["peer", "peer"]) == [NO_OTHER]


def facts(**changes: Any) -> OpeningFacts:
    values: dict[str, Any] = {
        "kind": "course",
        "perspectives": ("peer", "relative"),
        "state": "draft",
        "capacity": 12,
        "starts": [NOW + timedelta(days=7)],
        "last_day": date(2026, 3, 18),
        "enrol_from": None,
        "enrol_until": None,
        "online": False,
        "joining_link": "",
        "in_catalogue": True,
    }
    return OpeningFacts(**(values | changes))


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({}, []),
        ({"perspectives": ("relative",)}, [NO_PEER]),
        ({"state": "called_off"}, [gate.CALLED_OFF]),
        ({"starts": [], "last_day": None}, [gate.NO_DATE]),
        ({"starts": [NOW - timedelta(days=1)]}, [gate.NO_DATE]),
        ({"starts": [NOW]}, [gate.NO_DATE]),
        ({"capacity": 0}, [gate.NO_PLACES]),
        ({"enrol_until": date(2026, 3, 10)}, [gate.WINDOW_OVER]),
        ({"enrol_until": TODAY}, []),
        ({"enrol_from": date(2026, 3, 16), "enrol_until": date(2026, 3, 15)}, [gate.WINDOW_TURNED]),
        ({"enrol_from": date(2026, 3, 18)}, []),
        ({"enrol_from": date(2026, 3, 19)}, [gate.WINDOW_LATE]),
        ({"online": True}, []),
        ({"perspectives": (), "capacity": 0}, [NO_PEER, NO_OTHER, gate.NO_PLACES]),
    ],
)
def test_what_stands_in_the_way(changes: dict[str, Any], missing: list[str]) -> None:
    assert gate.may_open(facts(**changes), now=NOW, today=TODAY) == missing


SIDES = list(product(range(4), repeat=len(PERSPECTIVES)))  # how many of each, 0 to 3
ASKED_BY = [("office", "She is ill"), ("manager", ""), ("manager", "  "), ("manager", "Ill")]


@pytest.mark.parametrize(("role", "reason"), ASKED_BY)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_with_every_team_and_every_exception(kind: str, role: str, reason: str) -> None:
    """It opens, or says exactly what is missing; only a manager's reason makes an exception."""
    for peers, practitioners, relatives in SIDES:
        team = ["peer"] * peers + ["practitioner"] * practitioners + ["relative"] * relatives
        needed = [] if peers else [NO_PEER]
        if kind != "peer-group" and not practitioners + relatives:
            needed.append(NO_OTHER)
        found = facts(kind=kind, perspectives=team)
        excepted = gate.is_exception(found, reason, is_manager=role == "manager")
        assert excepted is bool(needed and (role, reason) == ("manager", "Ill"))
        missing = gate.may_open(found, now=NOW, today=TODAY, excepted=excepted)
        assert missing == ([] if excepted else needed), team
        without_a_date = facts(kind=kind, perspectives=team, starts=[])
        missing = gate.may_open(without_a_date, now=NOW, today=TODAY, excepted=excepted)
        assert missing == ([] if excepted else needed) + [gate.NO_DATE]


def test_worth_knowing_does_not_stand_in_the_way() -> None:
    assert gate.worth_knowing(facts()) == []
    assert gate.worth_knowing(facts(online=True)) == [gate.NO_LINK]
    assert gate.worth_knowing(facts(online=True, joining_link="https://meet.example")) == []
    assert gate.worth_knowing(facts(in_catalogue=False)) == [gate.NOT_LISTED]
