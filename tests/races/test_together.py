"""Co-teachers who press at the same moment: one signature for a side, of words that both read, and
nothing changed once it is open."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from recoverycollege.classes import sweeps
from recoverycollege.classes.models import CoproductionRecord, RecordSignature, Reflection
from recoverycollege.classes.queries.reflections import look_back
from recoverycollege.classes.rules.records import fingerprint
from recoverycollege.classes.services import records, reflecting
from recoverycollege.database import db

WORDS = "We planned it together."
pytestmark = pytest.mark.both


@pytest.fixture(params=[3, pytest.param(100, marks=[pytest.mark.proof, pytest.mark.timeout(900)])])
def rounds(request):
    return request.param


@pytest.fixture
def classes(college, time, rounds):
    """Classes that ended yesterday, of two peers and a practitioner."""
    joined = {"joined_at": time.now - timedelta(days=60)}
    people = [college.person(name) for name in ("Dee Peer", "Ada Peer", "Ravi Nurse")]
    team = list(zip(people, ("peer", "peer", "practitioner"), [joined] * 3, strict=True))
    started = {"sessions": 1, "starts_in": timedelta(hours=-28)}
    groups = [college.scheduled_class(team=team, **started) for _ in range(rounds)]
    return [SimpleNamespace(id=g.id, people=[p.id for p in people]) for g in groups]


def sign(group, person_id, now):
    facts = {"seen": fingerprint("design", WORDS), "first_words": lambda row: WORDS, "now": now}
    return partial(records.sign, group.id, person_id, "design", **facts)


def test_one_signature_for_a_side(classes, race, time):
    for group in classes:
        race(*(sign(group, person_id, time.now) for person_id in group.people))
        mine = select(RecordSignature).where(RecordSignature.class_id == group.id)
        found = db.session.scalars(mine).all()
        assert sorted(signature.side for signature in found) == ["other", "peer"]


def test_nobody_has_signed_words_that_came_meanwhile(classes, race, time):
    for group in classes:
        other = {"words": "Other words.", "seen": fingerprint("design", WORDS), "now": time.now}
        put = partial(records.put_in_words, group.id, group.people[2], "design", **other)
        race(sign(group, group.people[0], time.now), partial(put, first_words=lambda row: WORDS))
        mine = CoproductionRecord.class_id == group.id
        record = db.session.scalars(select(CoproductionRecord).where(mine)).one()
        assert record.words == "Other words."
        assert record.signatures == []


def test_the_last_answers_open_it_once(classes, race, time):
    for group in classes:
        for person_id in group.people[:2]:
            reflecting.answer(group.id, person_id, went_well="First.", now=time.now)
            db.session.commit()
        last = partial(reflecting.answer, group.id, group.people[2], passed=True, now=time.now)
        change = partial(
            reflecting.answer, group.id, group.people[0], went_well="Changed.", now=time.now
        )
        race(last, change)
        seen = look_back(group.people[1], group.id, time.now)
        assert seen.stage == "open"
        assert seen.words[0].went_well in ("First.", "Changed.")


def test_an_answer_while_the_letter_is_written(classes, race, time):
    for group in classes:
        answer = partial(
            reflecting.answer, group.id, group.people[0], went_well="Yes.", now=time.now
        )
        race(answer, partial(reflecting.ask, group.id, time.now))
        row = db.session.get(Reflection, (group.id, group.people[0]))
        assert row.went_well == "Yes."
    assert sweeps.look_back(time.now) == 0
