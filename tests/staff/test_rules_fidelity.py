"""What is counted for the components of the fidelity measure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from recoverycollege.staff.fidelity import COMMON, COMPONENTS, not_held, words
from recoverycollege.staff.rules.fidelity import ClassFacts, Count, counts

NOW = datetime(2026, 3, 11, 10, tzinfo=UTC)
DAY = timedelta(days=1)
BOTH = [("design", "peer"), ("design", "other")]


def a_class(number: int = 1, **changes: Any) -> ClassFacts:
    values: dict[str, Any] = {
        "id": number,
        "course_id": number,
        "strand_id": 1,
        "kind": "course",
        "level": "introduction",
        "for_whom": "everyone",
        "setting": "community",
        "step_free": True,
        "outcomes": True,
        "sessions": 3,
        "first_ends_at": NOW - 10 * DAY,
        "last_ends_at": NOW - DAY,
        "peers": 1,
        "others": 1,
        "led_by_peer": False,
        "asked": False,
    }
    return ClassFacts(**(values | changes))


@pytest.mark.parametrize(
    ("key", "changes", "found"),
    [
        ("co_led", {}, 1),
        ("co_led", {"peers": 0}, 0),
        ("co_led", {"others": 0, "peers": 3}, 0),
        ("peer_leads", {"led_by_peer": True}, 1),
        ("three_times", {"sessions": 2}, 0),
        ("peer_groups", {"kind": "peer-group"}, 1),
        ("one_to_one", {"kind": "one-to-one"}, 1),
        ("peer_training", {"kind": "peer-training"}, 1),
        ("in_community", {"setting": "outdoors"}, 1),
        ("in_community", {"setting": "inpatient-ward"}, 0),
        ("in_community", {"setting": "online"}, 0),
        ("online", {"setting": "online"}, 1),
        ("for_everyone", {"for_whom": "staff"}, 0),
        ("for_relatives", {"for_whom": "relatives"}, 1),
        ("step_free", {"step_free": False}, 0),
        ("outcomes", {"outcomes": False}, 0),
        ("going_further", {"level": "going-further"}, 1),
        ("asked", {"asked": True}, 1),
    ],
)
def test_of_a_class(key, changes, found) -> None:
    assert counts([a_class(**changes)], {}, NOW)[key] == Count(found, 1)


def test_a_talk_between_two_is_no_class() -> None:
    talks = [a_class(n, course_id=9, kind="one-to-one", others=0) for n in range(2, 6)]
    found = counts([a_class(), *talks], {}, NOW)
    assert (found["co_led"], found["peers_alone"]) == (Count(1, 1), Count(0, 0))
    assert found["one_to_one"] == Count(1, 2)


@pytest.mark.parametrize(
    ("changes", "signed", "found"),
    [
        ({}, BOTH, Count(1, 1)),
        ({}, BOTH[:1], Count(0, 1)),
        ({}, BOTH[1:], Count(0, 1)),
        ({}, [("design", "peer"), ("delivery", "other")], Count(0, 1)),
        ({}, [], Count(0, 1)),
        ({"others": 0}, BOTH[:1], Count(0, 0)),  # a team of peers is counted apart
        ({"peers": 0}, BOTH[1:], Count(0, 0)),
    ],
)
def test_signed_from_both_sides(changes, signed, found) -> None:
    assert counts([a_class(**changes)], {1: signed}, NOW)["design_both"] == found


def test_a_record_counts_from_when_it_can_be_signed() -> None:
    coming = a_class(first_ends_at=NOW + DAY, last_ends_at=NOW + 2 * DAY)
    running = a_class(2, last_ends_at=NOW + DAY)
    found = counts([coming, running, a_class(3), a_class(4, last_ends_at=None)], {}, NOW)
    assert [found[f"{kind}_both"].of for kind in ("design", "delivery", "evaluation")] == [4, 3, 1]
    assert found["asked"].of == 1


def test_peers_alone_are_counted_apart() -> None:
    alone = a_class(others=0, last_ends_at=NOW + DAY)
    found = counts([alone, a_class(2)], {1: [("design", "peer")], 2: [("design", "peer")]}, NOW)
    assert found["peers_alone"] == Count(1, 2)
    assert found["design_both"] == Count(0, 1)


def test_a_course_counts_once() -> None:
    assert counts([a_class(1), a_class(2, course_id=1)], {}, NOW)["outcomes"] == Count(1, 1)


def test_of_nothing_nothing() -> None:
    assert set(counts([], {}, NOW).values()) == {Count(0, 0)}


def test_the_twelve_components_of_the_paper(app) -> None:
    assert (len(COMPONENTS), COMMON) == (12, 7)
    with app.test_request_context():
        assert set(not_held()) == set(COMPONENTS)
        said = [key for keys in COMPONENTS.values() for key in keys]
        assert set(said) == set(words())
        assert len(said) == len(set(said))
        known = {*counts([], {}, NOW), "strands", "support", "agreed"}
        known |= {"wishes", "teachers", "hopeful", "not_online", "with_someone", "again"}
        assert set(said) == known
