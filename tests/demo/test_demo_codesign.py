"""Ideas at every stage, and courses being written together, with a part for each demo account."""

from __future__ import annotations

from sqlalchemy import select

from recoverycollege.accounts.models import Contact
from recoverycollege.catalogue.models import (
    Course,
    CourseDesign,
    CourseIdea,
    CourseVersion,
    Designer,
    DesignNote,
)
from recoverycollege.catalogue.queries.designs import facts_of
from recoverycollege.catalogue.rules.codesign import is_late, missing
from recoverycollege.database import db
from tests.demo.conftest import TODAY


def test_ideas_at_every_stage(demo) -> None:
    rows = db.session.execute(
        select(CourseIdea.state, Course.in_catalogue).outerjoin(
            Course, Course.id == CourseIdea.course_id
        )
    )
    stages = {tuple(row) for row in rows}
    assert stages == {("new", None), ("not_now", None), ("taken_up", False), ("taken_up", True)}


def test_rounds_at_every_stage(demo) -> None:
    designs = db.session.scalars(select(CourseDesign).order_by(CourseDesign.id)).all()
    states = [design.state for design in designs]
    assert [states.count(name) for name in ("open", "agreed", "published")] == [3, 1, 1]
    assert [is_late(d.state, d.until, TODAY) for d in designs] == [False, False, True, False, False]
    found = [[message for message, _gaps in missing(facts_of(d))] for d in designs]
    assert "Questions still open: %(count)s." in found[0]
    assert found[1] == ["A practitioner or a relative has not signed yet."]
    assert "Disagreements not settled yet: %(count)s." in found[2]
    assert found[3] == found[4] == []


def test_disagreements_are_settled_with_their_reason(demo) -> None:
    notes = db.session.scalars(select(DesignNote).where(DesignNote.kind == "disagreement")).all()
    settled = [note for note in notes if note.closed_at]
    assert (len(notes), len(settled)) == (3, 2)
    assert all(note.answer and note.reason for note in settled)


def test_each_account_has_a_part(demo) -> None:
    there = select(Contact.value).join(Designer, Designer.person_id == Contact.person_id)
    names = {value.partition("@")[0] for value in db.session.scalars(there)}
    assert names >= {"peer", "practitioner", "relative", "student"}
    asked = db.session.scalars(select(Designer).where(Designer.joined_at.is_(None))).all()
    assert len(asked) == 1


def test_one_course_has_words_that_were_agreed(demo) -> None:
    course = db.session.scalars(select(Course).where(Course.slug == "a-good-nights-sleep")).one()
    query = select(CourseVersion).where(CourseVersion.course_id == course.id)
    first, second = db.session.scalars(query.order_by(CourseVersion.number))
    assert first.agreed_at is None
    assert second.agreed_at < second.made_at
    assert first.texts["summary"] != second.texts["summary"] == course.summary


def test_one_course_is_to_be_looked_at_again(demo) -> None:
    due = db.session.scalars(select(Course.slug).where(Course.review_on <= TODAY)).all()
    assert due == ["getting-through-christmas"]
