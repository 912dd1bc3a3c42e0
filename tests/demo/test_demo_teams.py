"""The teams of the demonstration college: whole, together, and some of them in the making."""

from __future__ import annotations

from sqlalchemy import func, select

from recoverycollege import clock
from recoverycollege.catalogue.models import CatalogueWord, Course
from recoverycollege.classes.models import (
    ClassSession,
    CoTeacher,
    Joining,
    ScheduledClass,
    Substitute,
    TeamMember,
)
from recoverycollege.classes.queries.needs import open_needs
from recoverycollege.classes.rules.gate import missing_for
from recoverycollege.database import db
from recoverycollege.enrolment.models import Attendance, ClassMessage, Enrolment
from tests.demo.looking import ZONE, how_many, person_at


def test_open_classes_have_their_team_and_drafts_wait_for_theirs(demo) -> None:
    drafts = 0
    for row in db.session.scalars(select(ScheduledClass)):
        missing = missing_for(row.course.kind, [member.perspective for member in row.team])
        drafts += row.state == "draft"
        assert bool(missing) == (row.state == "draft"), row.id
        alone = missing or row.course.kind == "one-to-one"
        assert len(row.team) in ({1} if alone else {2, 3})
    assert drafts == 4


def test_the_three_co_teachers_teach_together(demo) -> None:
    three = [person_at(f"{name}@demo.example").id for name in ("peer", "practitioner", "relative")]
    together = (
        select(TeamMember.class_id)
        .where(TeamMember.person_id.in_(three))
        .group_by(TeamMember.class_id)
        .having(func.count() == 3)
    )
    starts = db.session.execute(
        select(func.min(ClassSession.starts_at), func.max(ClassSession.ends_at))
        .where(ClassSession.class_id.in_(together))
        .group_by(ClassSession.class_id)
    ).all()
    assert any(first > demo.moment for first, _ in starts), "one to come"
    assert any(last < demo.moment for _, last in starts), "one past"
    days = {
        moment.astimezone(ZONE).date()
        for moment in db.session.scalars(
            select(ClassSession.starts_at).where(ClassSession.class_id.in_(together))
        )
    }
    assert demo.today in days, "a register to keep today"


def test_nobody_shows_more_than_they_chose(demo) -> None:
    """Those who do not show their perspective show it nowhere."""
    shown = db.session.execute(
        select(TeamMember.person_id, func.count(TeamMember.perspective_scope.distinct())).group_by(
            TeamMember.person_id
        )
    ).all()
    assert {number for _, number in shown} == {1}
    hidden = how_many(TeamMember, TeamMember.perspective_scope != "public")
    assert 0 < hidden < how_many(TeamMember) / 2


def test_teams_write_to_their_classes_and_some_people_check_in(demo) -> None:
    messages = db.session.scalars(select(ClassMessage)).all()
    three = {person_at(f"{name}@demo.example").id for name in ("peer", "practitioner", "relative")}
    assert len(messages) >= 10
    assert {message.person_id for message in messages} == three
    assert all(message.people and message.sent_at <= demo.moment for message in messages)
    by_self = select(func.count()).where(
        Attendance.enrolment_id == Enrolment.id, Attendance.marked_by_id == Enrolment.person_id
    )
    assert (db.session.scalar(by_self.where(Attendance.mark == "came")) or 0) > 3


def test_co_teachers_are_found_by_their_public_names(demo) -> None:
    courses = db.session.scalars(select(Course.slug).where(Course.words.contains("dilwyn"))).all()
    assert "recovery-a-life-in-change" in courses
    assert db.session.get(CatalogueWord, "dilwyn") is not None


def test_teams_in_the_making(demo) -> None:
    """Needs on the board, someone asked, someone who said no, an offer, and a substitute."""
    now = clock.now()
    needs = open_needs(now)
    assert any(need.absence for need in needs)
    assert sum(not need.absence for need in needs) >= 4
    found = {tuple(row) for row in db.session.execute(select(Joining.invited, Joining.answer))}
    assert found == {(True, "waiting"), (True, "declined"), (False, "waiting")}
    assert db.session.scalars(select(Substitute)).all()
    assert {row.person_id for row in db.session.scalars(select(TeamMember))} <= {
        row.person_id for row in db.session.scalars(select(CoTeacher))
    }
