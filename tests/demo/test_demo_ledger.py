"""The demonstration shows records unsigned, half signed and signed; questions in every state."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from recoverycollege import clock
from recoverycollege.accounts.models import Contact
from recoverycollege.classes.models import ClassSession, RecordSignature, Reflection, TeamMember
from recoverycollege.classes.queries import my_classes
from recoverycollege.classes.queries.reflections import look_back, to_answer
from recoverycollege.database import db
from recoverycollege.demo.load import make
from recoverycollege.demo.loading.teams import TRIO
from recoverycollege.demo.loading.world import World

OLD = datetime(2000, 1, 1, tzinfo=UTC)
ACCOUNTS = ("peer", "practitioner", "relative")


def person_id(name: str) -> int:
    query = select(Contact.person_id).where(Contact.value == f"{name}@demo.example")
    return db.session.scalars(query).one()


@pytest.mark.parametrize("name", ACCOUNTS)
def test_questions_in_every_state(demo, name) -> None:
    now, me = clock.now(), person_id(name)
    classes = my_classes(me, now)
    found = {one.id: look_back(me, one.id, now) for one in classes}
    stages = Counter(back.stage for back in found.values() if back)
    assert stages["early"] and stages["open"]
    assert any(back.words for back in found.values() if back)
    assert stages["writing"]
    assert to_answer(me, classes, now)


@pytest.mark.parametrize("name", ACCOUNTS)
def test_records_signed_half_signed_and_not(demo, name) -> None:
    mine = select(TeamMember.class_id).where(TeamMember.person_id == person_id(name))
    per_record = Counter(
        db.session.execute(
            select(RecordSignature.class_id, RecordSignature.kind).where(
                RecordSignature.class_id.in_(mine)
            )
        ).all()
    )
    assert set(per_record.values()) == {1, 2}
    classes = db.session.scalar(select(func.count()).select_from(mine.subquery())) or 0
    assert len(per_record) < 3 * classes


def test_nothing_is_of_the_future(demo) -> None:
    for column in (RecordSignature.signed_at, Reflection.asked_at, Reflection.answered_at):
        assert db.session.scalar(select(func.max(column))) <= demo.moment
    last = select(func.max(ClassSession.ends_at)).where(
        ClassSession.class_id == Reflection.class_id
    )
    early = select(func.count()).where(Reflection.answered_at < last.scalar_subquery())
    assert db.session.scalar(early) == 0


@pytest.mark.parametrize(
    "today", [date(2026, 3, 11), date(2026, 11, 22), date(2026, 11, 25), date(2026, 12, 18)]
)
def test_each_of_the_three_has_taught_lately(today) -> None:
    world = make(World(today, ZoneInfo("Europe/London"), "GB", 1))
    ends: dict[int, datetime] = {}
    for session in world.rows.of(ClassSession):
        ends[session["class_id"]] = max(session["ends_at"], ends.get(session["class_id"], OLD))
    since = world.moment - timedelta(days=13)
    lately = {class_id for class_id, at in ends.items() if since < at < world.moment}
    teams = [m for m in world.rows.of(TeamMember) if m["class_id"] in lately]
    assert {member["shown_name"] for member in teams} >= set(TRIO)
