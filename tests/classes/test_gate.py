"""What a class needs before it can open: every kind with every mix of a team."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import combinations, product
from typing import Any

import pytest

from recoverycollege.catalogue.models import KINDS
from recoverycollege.classes.models import PERSPECTIVES
from recoverycollege.classes.rules import gate
from recoverycollege.classes.rules.gate import NO_OTHER, NO_PEER, NOBODY_ELSE, OpeningFacts

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
@pytest.mark.parametrize("kind", ["course", "workshop", "peer-training"])
def test_a_peer_and_someone_else(kind: str, mix: tuple[str, ...]) -> None:
    assert set(gate.missing_for(kind, mix)) == NEEDED[mix]


@pytest.mark.parametrize("mix", MIXES)
def test_a_peer_group_needs_a_peer(mix: tuple[str, ...]) -> None:
    assert gate.missing_for("peer-group", mix) == ([] if "peer" in mix else [NO_PEER])


@pytest.mark.parametrize(
    ("team", "missing"),
    [
        ((), [NO_PEER]),
        (("peer",), []),
        (("peer", "peer"), [NOBODY_ELSE]),
        (("peer", "practitioner"), [NOBODY_ELSE]),
        (("peer", "relative"), [NOBODY_ELSE]),
        (("practitioner",), [NO_PEER, NOBODY_ELSE]),
        (("relative",), [NO_PEER, NOBODY_ELSE]),
        (("practitioner", "relative"), [NO_PEER, NOBODY_ELSE]),
    ],
)
def test_one_to_one_is_one_peer_and_nobody_else(team: tuple[str, ...], missing: list[str]) -> None:
    assert gate.missing_for("one-to-one", team) == missing


def test_every_kind_has_its_rule_here() -> None:
    assert set(KINDS) == {"course", "workshop", "peer-training", "peer-group", "one-to-one"}


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
        "told_by_kind_ok": True,
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


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({}, []),
        ({"told_by_kind_ok": False}, [gate.NOT_SHOWN]),
        ({"capacity": 2}, [gate.ONE_PLACE]),
        ({"capacity": 0}, [gate.ONE_PLACE]),
        ({"starts": [NOW + timedelta(days=7), NOW + timedelta(days=8)]}, [gate.ONE_DATE]),
        ({"starts": []}, [gate.NO_DATE]),
        ({"perspectives": (), "told_by_kind_ok": False}, [NO_PEER, gate.NOT_SHOWN]),
    ],
)
def test_what_stands_in_the_way_of_a_talk(changes: dict[str, Any], missing: list[str]) -> None:
    values = {"kind": "one-to-one", "perspectives": ("peer",), "capacity": 1} | changes
    assert gate.may_open(facts(**values), now=NOW, today=TODAY) == missing


def test_no_exception_is_made_of_what_someone_shows_of_themselves() -> None:
    """A manager may let a talk open without its peer worker, and never without their yes."""
    found = facts(kind="one-to-one", perspectives=(), capacity=1, told_by_kind_ok=False)
    excepted = gate.is_exception(found, "Ill", is_manager=True)
    assert excepted
    assert gate.may_open(found, now=NOW, today=TODAY, excepted=excepted) == [gate.NOT_SHOWN]
    alone = facts(kind="one-to-one", perspectives=("peer",), capacity=1, told_by_kind_ok=False)
    assert not gate.is_exception(alone, "Ill", is_manager=True)


def test_only_one_to_one_asks_whether_it_may_be_told() -> None:
    for kind in set(KINDS) - {gate.ONE_TO_ONE}:
        found = facts(kind=kind, told_by_kind_ok=False)
        assert gate.may_open(found, now=NOW, today=TODAY) == []


SIDES = list(product(range(4), repeat=len(PERSPECTIVES)))  # how many of each, 0 to 3
ASKED_BY = [("office", "She is ill"), ("manager", ""), ("manager", "  "), ("manager", "Ill")]


@pytest.mark.parametrize(("role", "reason"), ASKED_BY)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_with_every_team_and_every_exception(kind: str, role: str, reason: str) -> None:
    """It opens, or says exactly what is missing; only a manager's reason makes an exception."""
    for peers, practitioners, relatives in SIDES:
        team = ["peer"] * peers + ["practitioner"] * practitioners + ["relative"] * relatives
        needed = [] if peers else [NO_PEER]
        if kind == "one-to-one" and team and team != ["peer"]:
            needed.append(NOBODY_ELSE)
        if kind in {"course", "workshop", "peer-training"} and not practitioners + relatives:
            needed.append(NO_OTHER)
        found = facts(kind=kind, perspectives=team, capacity=1)
        excepted = gate.is_exception(found, reason, is_manager=role == "manager")
        assert excepted is bool(needed and (role, reason) == ("manager", "Ill"))
        missing = gate.may_open(found, now=NOW, today=TODAY, excepted=excepted)
        assert missing == ([] if excepted else needed), team
        without_a_date = facts(kind=kind, perspectives=team, starts=[], capacity=1)
        missing = gate.may_open(without_a_date, now=NOW, today=TODAY, excepted=excepted)
        assert missing == ([] if excepted else needed) + [gate.NO_DATE]


def test_worth_knowing_does_not_stand_in_the_way() -> None:
    assert gate.worth_knowing(facts()) == []
    assert gate.worth_knowing(facts(online=True)) == [gate.NO_LINK]
    assert gate.worth_knowing(facts(online=True, joining_link="https://meet.example")) == []
    assert gate.worth_knowing(facts(in_catalogue=False)) == [gate.NOT_LISTED]
