"""Erasing somebody who had ideas and wrote courses: their words go, what was agreed stays."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from recoverycollege import personal
from recoverycollege.accounts.services.people import erase_person
from recoverycollege.catalogue.models import CourseIdea, Designer, DesignNote
from recoverycollege.database import begin_write, db


@pytest.mark.both
def test_what_goes_and_what_stays(
    app: Any, client: Any, college: Any, sign_in_as: Any, time: Any
) -> None:
    gwen, ravi = college.person("Gwen Field"), college.person("Ravi Nurse")
    course = college.course("Bread", in_catalogue=False)
    college.idea(gwen, state="taken_up", course_id=course.id)
    design = college.design((gwen, "peer"), (ravi, "practitioner"), course=course)
    design.designers[0].signed_version, design.designers[0].signed_at = 1, time.now
    said = {"design_id": design.id, "section": "title", "at": time.now, "text_version": 1}
    for by in (gwen, ravi):
        db.session.add(
            DesignNote(kind="question", words=f"Asked by {by.name}", by_id=by.id, **said)
        )
    db.session.commit()
    exported = personal.export(personal.registered(app), db.session(), gwen.id)
    assert exported["course_idea"][0]["title"]
    assert [note["words"] for note in exported["design_note"]] == ["Asked by Gwen Field"]
    db.session.rollback()
    begin_write()
    erase_person(gwen.id, time.now, None, registry=personal.registered(app))
    db.session.commit()
    assert db.session.scalars(select(CourseIdea)).all() == []
    kept = db.session.scalars(select(DesignNote).order_by(DesignNote.id)).all()
    assert [note.words for note in kept] == ["", "Asked by Ravi Nurse"]
    one = db.session.scalars(select(Designer).where(Designer.person_id == gwen.id)).one()
    assert (one.perspective, one.signed_version) == ("peer", 1)
    sign_in_as(ravi)
    page = client.get(f"/design/{design.id}").text
    assert "Gwen" not in page
    assert "someone who has left" in page
    assert "Whoever wrote this has taken their words with them." in page
    assert client.get("/ideas").status_code == 200


@pytest.mark.both
def test_what_somebody_answered_goes_with_them(app: Any, college: Any, time: Any) -> None:
    """An answer is its writer's; what was decided together belongs to all who write."""
    gwen, ravi = college.person("Gwen Field"), college.person("Ravi Nurse")
    design = college.design((gwen, "peer"), (ravi, "practitioner"))
    closed = {"answer": "I was on the ward.", "closed_by_id": ravi.id, "closed_at": time.now}
    for kind in ("question", "disagreement"):
        note = DesignNote(kind=kind, words="Why?", by_id=gwen.id, section="title", **closed)
        note.design_id, note.at, note.text_version = design.id, time.now, 1
        db.session.add(note)
    db.session.commit()
    exported = personal.export(personal.registered(app), db.session(), ravi.id)
    for name in ("design_answer", "design_decision"):
        assert [row["answer"] for row in exported[name]] == ["I was on the ward."]
    assert exported["design_note"] == []
    db.session.rollback()
    begin_write()
    erase_person(ravi.id, time.now, None, registry=personal.registered(app))
    db.session.commit()
    kept = dict(db.session.execute(select(DesignNote.kind, DesignNote.answer)).all())
    assert kept == {"question": "", "disagreement": "I was on the ward."}
