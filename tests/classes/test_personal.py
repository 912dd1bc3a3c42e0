"""Erasing someone who teaches takes their name and words, and leaves the class co-produced."""

from __future__ import annotations

from recoverycollege import clock, personal
from recoverycollege.classes.models import CoproductionRecord, RecordSignature, Reflection
from recoverycollege.database import db


def test_export_and_erase(app, college):
    person, other = college.person("Amina Y"), college.person("Joan S")
    shown = {"name_scope": "public", "perspective_scope": "public", "words": "gardener"}
    group = college.scheduled_class(team=[(person, "peer", shown), (other, "practitioner", shown)])
    member = group.team[0]
    signatures = [
        RecordSignature(side=side, person_id=one.person_id, signed_at=clock.now())
        for side, one in zip(("peer", "other"), group.team, strict=True)
    ]
    record = CoproductionRecord(class_id=group.id, kind="design", signatures=signatures)
    mine = Reflection(class_id=group.id, person_id=person.id, went_well="We laughed.")
    db.session.add_all([record, mine])
    db.session.commit()

    registry = personal.registered(app)
    for each in (person, other):
        found = personal.export(registry, db.session, each.id)
        assert [row["kind"] for row in found["record_signature"]] == ["design"]
        words = [row["went_well"] for row in found["reflection"]]
        assert words == (["We laughed."] if each is person else [])
    assert personal.export(registry, db.session, person.id)["team_member"][0]["shown_name"]

    personal.erase(registry, db.session, person.id)
    db.session.commit()
    db.session.expire_all()
    assert (member.shown_name, member.words, member.name_scope) == ("", "", "team")
    assert member.perspective_scope == "team"
    assert group.team[1].shown_name == "Joan"
    assert len(record.signatures) == 2
    assert db.session.get(Reflection, (group.id, person.id)) is None
