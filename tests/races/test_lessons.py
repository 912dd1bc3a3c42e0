"""Teams that prepare at the same moment: a class never has too much, and no plan undoes another."""

from __future__ import annotations

import contextlib
import io

import pytest
from sqlalchemy import func, select

from recoverycollege.classes.models import Material, MaterialPiece, PlanPart, SessionPlan
from recoverycollege.classes.rules.materials import MOST
from recoverycollege.classes.rules.plans import Part
from recoverycollege.classes.services import materials, plans, teams
from recoverycollege.database import db
from tests.classes import files
from tests.races.crowd import all_at_once, step

pytestmark = pytest.mark.both


@pytest.fixture
def group(college):
    return college.scheduled_class()


def adding(group, content, time):
    class_id, by_id = group.id, group.team[0].person_id

    def add():
        checked = materials.check_file(io.BytesIO(content), "one.pdf")
        materials.add_file(class_id, checked, for_students=False, by_id=by_id, now=time.now)

    return add


def counted(model):
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model))


def test_six_files_at_once_where_two_have_room(app, group, time):
    for number in range(MOST - 2):
        link = {"title": "A link", "url": f"https://a.example/{number}", "added_at": time.now}
        link |= {"class_id": group.id, "added_by_id": group.team[0].person_id}
        db.session.add(Material(**link))
    db.session.commit()
    deeds = [adding(group, files.pdf(b"%d" % number), time) for number in range(6)]
    db.session.commit()
    done = all_at_once(step(app, deed) for deed in deeds)
    assert sorted(done) == ["done"] * 2 + ["refused"] * 4
    assert (counted(Material), counted(MaterialPiece)) == (MOST, 2)


def test_the_same_file_at_once_is_there_once(app, group, time):
    deeds = [adding(group, files.pdf(), time) for _ in range(4)]
    db.session.commit()
    assert all_at_once(step(app, deed) for deed in deeds) == ["done"] * 4
    assert (counted(Material), counted(MaterialPiece)) == (1, 1)


def saving(group, words, time, changed):
    session_id, by_id = group.sessions[0].id, group.team[0].person_id
    parts = [Part(10, words, leader_id=group.team[1].id), Part(20, words)]

    def save():
        try:
            plans.save_plan(session_id, parts, version=0, by_id=by_id, now=time.now)
        except plans.PlanChanged:
            changed.append(words)

    return save


def test_of_plans_saved_at_once_one_stands_and_the_others_are_told(app, group, time):
    changed: list[str] = []
    deeds = [saving(group, words, time, changed) for words in ("tea", "soup", "cake", "bread")]
    db.session.commit()
    assert all_at_once(step(app, deed) for deed in deeds) == ["done"] * 4
    assert len(changed) == 3
    assert counted(SessionPlan) == 1
    (words,) = set(db.session.scalars(select(PlanPart.words)))
    assert words not in changed


def test_a_plan_saved_while_its_leader_leaves(app, group, time):
    """Whichever comes first, nobody who has left leads a part."""
    class_id, leaves = group.id, group.team[1]
    who, by_id = leaves.person_id, group.team[0].person_id

    def leave():
        with contextlib.suppress(teams.NotReady):
            teams.remove_team_member(class_id, who, by_id=by_id, exception_reason="is ill")

    deeds = [saving(group, "tea", time, []), leave]
    db.session.commit()
    assert all_at_once(step(app, deed) for deed in deeds) == ["done"] * 2
    assert counted(PlanPart) == 2
    assert set(db.session.scalars(select(PlanPart.leader_id))) == {None}
