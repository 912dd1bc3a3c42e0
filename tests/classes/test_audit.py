"""The audit of classes finds what is planted, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from recoverycollege import clock, history
from recoverycollege.classes.audit import (
    files_are_whole,
    records_are_signed_by_their_team,
    sessions_are_in_order,
    teams_are_whole,
)
from recoverycollege.classes.models import (
    CoproductionRecord,
    Material,
    MaterialPiece,
    RecordSignature,
)
from recoverycollege.database import db


def test_a_good_college_has_nothing_to_say(client, college):
    college.scheduled_class()
    college.scheduled_class(state="draft", sessions=0, team=[])
    assert sessions_are_in_order() == teams_are_whole() == []


def test_no_date_and_two_at_once(client, college):
    empty = college.scheduled_class(sessions=0)
    twice = college.scheduled_class()
    twice.sessions[1].starts_at = twice.sessions[0].starts_at + timedelta(minutes=30)
    db.session.commit()
    assert sessions_are_in_order() == [
        f"class {empty.id} is open and has no date",
        f"class {twice.id} has two dates at the same time",
    ]
    twice.sessions[1].called_off = True
    db.session.commit()
    assert len(sessions_are_in_order()) == 1


def test_a_team_that_is_not_whole(client, college):
    group = college.scheduled_class(team=[(college.person(), "practitioner")])
    assert teams_are_whole() == [f"class {group.id} is open without the team a course needs"]
    history.record("class.opened", "class", group.id, exception="Dee is ill this week")
    db.session.commit()
    assert teams_are_whole() == []


def test_a_signature_from_elsewhere_or_of_nothing(client, college):
    group, other = college.scheduled_class(), college.scheduled_class()
    for kind, member, words in (
        ("design", group.team[0], "We met."),
        ("delivery", other.team[0], "We taught."),
        ("evaluation", group.team[1], ""),
    ):
        signature = RecordSignature(side="peer", person_id=member.person_id, signed_at=clock.now())
        record = CoproductionRecord(class_id=group.id, kind=kind, words=words)
        record.signatures.append(signature)
        db.session.add(record)
    db.session.commit()
    assert records_are_signed_by_their_team() == [
        f"the delivery record of class {group.id} is not rightly signed",
        f"the evaluation record of class {group.id} is not rightly signed",
    ]


@pytest.mark.both
def test_a_file_that_is_not_whole(client, college):
    group = college.scheduled_class()
    file = {"class_id": group.id, "added_by_id": group.team[0].person_id, "added_at": clock.now()}
    for title, size, pieces in (("whole", 5, 2), ("half", 5, 1), ("nothing", 5, 0)):
        row = Material(title=title, size=size, sha256=title, content_type="text/plain", **file)
        db.session.add(row)
        db.session.flush()
        for position in range(pieces):
            content = b"sou" if position == 0 else b"p."
            piece = MaterialPiece(material_id=row.id, position=position, content=content)
            db.session.add(piece)
    db.session.add(Material(title="A link", url="https://a.example", **file))
    db.session.commit()
    assert files_are_whole() == ["file 2 is not whole", "file 3 is not whole"]
