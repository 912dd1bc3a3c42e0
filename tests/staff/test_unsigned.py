"""Records that wait to be signed: by whom still, and a kind reminder at most once a fortnight."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from recoverycollege.classes.models import CoproductionRecord, RecordSignature
from recoverycollege.classes.rules.records import Held, may_remind, still_to_sign
from recoverycollege.database import db

PAGE = "/staff/reports/unsigned"
NOW = datetime(2026, 3, 11, 12, tzinfo=UTC)
BEGUN = Held(False, first_ends_at=NOW - timedelta(days=7), last_ends_at=NOW + timedelta(days=7))
OVER = Held(False, first_ends_at=NOW - timedelta(days=7), last_ends_at=NOW - timedelta(days=1))
PAIR = [(1, "peer"), (2, "practitioner")]


@pytest.mark.parametrize(
    ("held", "team", "signed", "expected"),
    [
        (BEGUN, PAIR, [], {"design": [1, 2], "delivery": [1, 2]}),
        (OVER, PAIR, [], {"design": [1, 2], "delivery": [1, 2], "evaluation": [1, 2]}),
        (BEGUN, PAIR, [("design", "peer", 1)], {"design": [2], "delivery": [1, 2]}),
        (
            BEGUN,
            PAIR,
            [("design", "peer", 1), ("design", "other", 2), ("delivery", "other", 2)],
            {"delivery": [1]},
        ),
        (BEGUN, [(1, "peer")], [("design", "peer", 1), ("delivery", "peer", 1)], {}),
        (BEGUN, [(1, "peer"), (2, "peer")], [("design", "peer", 2)], {"delivery": [1, 2]}),
        (BEGUN, [(1, "relative")], [], {"design": [1], "delivery": [1]}),
        (BEGUN, [], [], {}),
    ],
)
def test_who_may_still_sign(held: Held, team: Any, signed: Any, expected: Any) -> None:
    there = [(member, side, NOW - timedelta(days=30)) for member, side in team]
    assert still_to_sign(held, there, signed, NOW) == expected


def test_who_came_later_is_not_asked_for_what_was_before() -> None:
    team = [(1, "peer", NOW - timedelta(days=30)), (2, "relative", NOW - timedelta(days=2))]
    assert still_to_sign(BEGUN, team, [], NOW) == {"design": [1], "delivery": [1, 2]}
    assert still_to_sign(BEGUN, team[1:], [], NOW) == {"delivery": [2]}


@pytest.mark.parametrize(("days", "may"), [(None, True), (1, False), (13.9, False), (14, True)])
def test_a_reminder_at_most_once_a_fortnight(days: float | None, may: bool) -> None:
    assert may_remind(None if days is None else NOW - timedelta(days=days), NOW) == may


@pytest.fixture
def begun(college: Any) -> SimpleNamespace:
    """A class that began last week; Dee has signed how it was planned."""
    dee, ravi = college.person("Dee Peer"), college.person("Ravi Nurse")
    found = college.scheduled_class(
        college.course("Food and mood"),
        starts_in=timedelta(days=-7),
        team=[(dee, "peer"), (ravi, "practitioner")],
    )
    sign(found, "design", found.team[0], "peer")
    college.scheduled_class(college.course("Not begun yet"))
    return SimpleNamespace(found=found, dee=dee, ravi=ravi)


def sign(found: Any, kind: str, member: Any, side: str) -> None:
    record = CoproductionRecord(class_id=found.id, kind=kind, words="Together.")
    record.signatures = [
        RecordSignature(side=side, person_id=member.person_id, signed_at=datetime.now(UTC))
    ]
    db.session.add(record)
    db.session.commit()


@pytest.mark.both
def test_the_list_says_who_is_still_to_sign(begun: Any, college: Any, sign_in_as: Any) -> None:
    office = sign_in_as(college.office())
    assert "1 class has records to sign" in office.get("/staff").text
    college.term()
    assert PAGE in office.get("/staff/reports/fidelity").text
    page = office.get(PAGE)
    assert len(office.statements) <= 12
    planned, taught = page.text.index("Planned together"), page.text.index("Taught together")
    assert "still to sign: Ravi Nurse" in page.text[planned:taught]
    assert "still to sign: Dee Peer, Ravi Nurse" in page.text[taught:]
    assert "Looked back together" not in page.text
    assert "Not begun yet" not in page.text


@pytest.mark.both
def test_a_kind_reminder(begun: Any, college: Any, sign_in_as: Any, time: Any) -> None:
    olive = college.office()
    office = sign_in_as(olive)
    office.most_statements_of_a_step = 15
    url = f"{PAGE}/{begun.found.id}/remind"
    assert office.press(url, page=PAGE).location == PAGE
    letters = office.letters()
    assert sorted(letter.to.split()[0] for letter in letters) == ["Dee", "Ravi"]
    assert {letter.subject for letter in letters} == {"A message from Riverside"}
    assert letters[0].link == f"/teaching/classes/{begun.found.id}/together"
    assert "Reminded on" in office.get(PAGE).text
    assert office.press(url).status_code == 409
    for days, location in ((13, None), (1, PAGE)):
        time.move(days=days)
        assert sign_in_as(olive).press(url).location == location


def test_no_letter_to_whom_has_signed_meanwhile(begun: Any, college: Any, sign_in_as: Any) -> None:
    office = sign_in_as(college.office())
    office.press(f"{PAGE}/{begun.found.id}/remind")
    sign(begun.found, "delivery", begun.found.team[0], "peer")
    assert [letter.to.split()[0] for letter in office.letters()] == ["Ravi"]


def test_it_is_for_the_office(begun: Any, sign_in_as: Any) -> None:
    client = sign_in_as(begun.dee)
    assert client.get(PAGE).status_code == 403
    assert client.press(f"{PAGE}/{begun.found.id}/remind").status_code == 403
