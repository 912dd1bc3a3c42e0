"""Erasing someone who teaches takes their name and words, and leaves the class co-produced."""

from __future__ import annotations

from recoverycollege import personal
from recoverycollege.classes.models import CoproductionRecord
from recoverycollege.database import db


def test_export_and_erase(app, college):
    person, other = college.person("Amina Y"), college.person("Joan S")
    shown = {"name_scope": "public", "perspective_scope": "public", "words": "gardener"}
    group = college.scheduled_class(team=[(person, "peer", shown), (other, "practitioner", shown)])
    member = group.team[0]
    db.session.add(CoproductionRecord(class_id=group.id, kind="design", peer_member_id=member.id))
    db.session.commit()

    registry = personal.registered(app)
    found = personal.export(registry, db.session, person.id)
    assert found["team_member"][0]["shown_name"] == "Amina"
    assert found["coproduction_record"][0]["kind"] == "design"

    personal.erase(registry, db.session, person.id)
    db.session.commit()
    db.session.expire_all()
    assert (member.shown_name, member.words, member.name_scope) == ("", "", "team")
    assert member.perspective_scope == "team"
    assert group.team[1].shown_name == "Joan"
