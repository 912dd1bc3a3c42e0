"""What a class looks for, who fits, and what of it may be told: tables of cases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from recoverycollege.catalogue.models import KINDS
from recoverycollege.classes.models import SCOPES, Absence
from recoverycollege.classes.queries.needs import Wanted, need_of_session, open_needs, told_needs
from recoverycollege.classes.rules.gate import NOBODY_ELSE, missing_for
from recoverycollege.classes.rules.needs import (
    answer_by,
    fitting,
    may_be_told,
    open_since,
    sides_needed,
    times_fit,
)
from recoverycollege.database import db

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 3, 11, 10, tzinfo=UTC)
PEER, OTHER = ("peer",), ("practitioner", "relative")


@pytest.mark.parametrize(
    ("kind", "team", "needed"),
    [
        ("course", [], [PEER, OTHER]),
        ("course", ["relative"], [PEER]),
        ("workshop", ["peer", "peer"], [OTHER]),
        ("peer-training", ["peer", "relative"], []),
        ("peer-group", [], [PEER]),
        ("peer-group", ["practitioner"], [PEER]),
        ("peer-group", ["peer"], []),
        ("one-to-one", [], [PEER]),
        ("one-to-one", ["relative"], [PEER]),
        ("one-to-one", ["peer", "practitioner"], []),
    ],
)
def test_sides_needed(kind, team, needed):
    assert sides_needed(kind, team) == needed


def test_what_may_be_told_to_all_co_teachers():
    """Of an open class only where everyone shows what they bring: its team is public."""
    for size in range(4):
        for scopes in product(SCOPES, repeat=size):
            assert may_be_told("draft", scopes)
            assert may_be_told("open", scopes) is (set(scopes) <= {"public"})


def test_fitting():
    assert fitting(OTHER, ["peer", "relative"]) == ["relative"]
    assert fitting(PEER, ["practitioner"]) == []


MONDAY_TEN = datetime(2026, 3, 16, 10, tzinfo=LONDON)
FRIDAY_SIX = datetime(2026, 3, 20, 18, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("days", "parts", "starts", "fits"),
    [
        ([], [], [MONDAY_TEN, FRIDAY_SIX], True),
        (["mon"], [], [MONDAY_TEN], True),
        (["mon"], [], [MONDAY_TEN, FRIDAY_SIX], False),
        (["mon", "fri"], ["morning", "evening"], [MONDAY_TEN, FRIDAY_SIX], True),
        ([], ["afternoon"], [MONDAY_TEN], False),
        (["tue"], ["afternoon"], [], True),
    ],
)
def test_times_fit(days, parts, starts, fits):
    assert times_fit(days, parts, starts) is fits


def test_an_answer_is_hoped_for_within_a_week_and_before_it_begins():
    assert answer_by(NOW, None, LONDON) == NOW + timedelta(days=7)
    assert answer_by(NOW, NOW + timedelta(days=2), LONDON) == NOW + timedelta(days=2)
    assert answer_by(NOW, NOW - timedelta(days=2), LONDON) == NOW + timedelta(days=7)
    late = NOW.replace(hour=23)
    assert answer_by(late, None, LONDON) == datetime(2026, 3, 19, 9, tzinfo=UTC)


def test_a_substitute_has_until_the_day_after():
    ended_at = NOW
    assert ended_at > open_since(NOW + timedelta(hours=23))
    assert not ended_at > open_since(NOW + timedelta(hours=24))


@pytest.mark.both
def test_the_database_finds_what_the_gate_finds(college: Any, time: Any) -> None:
    """Every kind with every team of up to two: the same are missing, in few statements."""
    people = [college.person() for _ in range(2)]
    wanted = []
    for kind in KINDS:
        course = college.course(kind=kind)
        for size in range(3):
            for sides in product(("peer", "practitioner", "relative"), repeat=size):
                team = list(zip(people, sides, strict=False))
                found = college.scheduled_class(course, state="draft", sessions=1, team=team)
                wanted += [(found.id, side) for side in sides_needed(kind, sides)]
                missing = set(missing_for(kind, sides)) - {NOBODY_ELSE}
                assert bool(missing) is bool(sides_needed(kind, sides))
    assert sorted((n.found.id, n.sides) for n in open_needs(time.now)) == sorted(wanted)


def test_what_is_over_called_off_or_complete_needs_nobody(college: Any, time: Any) -> None:
    alone = [(college.person(), "peer")]
    college.scheduled_class()
    college.scheduled_class(state="called_off", team=alone)
    college.scheduled_class(state="draft", team=alone, starts_in=timedelta(days=-60))
    assert open_needs(time.now) == []
    without_dates = college.scheduled_class(state="draft", team=alone, sessions=0)
    assert [n.found.id for n in open_needs(time.now)] == [without_dates.id]


def test_a_session_for_which_someone_is_away(college: Any, time: Any) -> None:
    found = college.scheduled_class()
    absence = Absence(session_id=found.sessions[1].id, member_id=found.team[0].id, said_at=time.now)
    db.session.add(absence)
    db.session.commit()
    [need] = open_needs(time.now)
    assert (need.absence, need.sides, need.told) == (absence, (), True)
    for member in found.team:
        member.perspective_scope = "public"
    db.session.commit()
    assert need_of_session(absence.id, time.now).sides == ("peer",)
    time.move(days=20)
    assert open_needs(time.now) == []


def test_an_open_class_that_would_tell_stays_with_the_office(college: Any, time: Any) -> None:
    college.scheduled_class(team=[(college.person(), "peer")])
    assert len(open_needs(time.now)) == 1
    assert told_needs(time.now) == []
    college.scheduled_class(team=[(college.person(), "peer", {"perspective_scope": "public"})])
    assert len(told_needs(time.now)) == 1


def test_a_board_is_narrowed(college: Any, time: Any) -> None:
    college.scheduled_class(state="draft", team=[(college.person(), "peer")])
    there = college.venue("The Quay")
    college.scheduled_class(state="draft", team=[], venue_id=there.id)
    needs = open_needs(time.now)

    def held(**wanted: str) -> int:
        return sum(Wanted(**wanted).holds(need, LONDON) for need in needs)

    assert (held(), held(side="peer"), held(side="relative")) == (3, 1, 2)
    assert (held(venue=str(there.id)), held(venue="x")) == (2, 0)
    assert (held(day="wed"), held(day="fri")) == (3, 0)
