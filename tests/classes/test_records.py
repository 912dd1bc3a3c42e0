"""The ledger: each signs for themselves, for their side, exactly what they read."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from recoverycollege.classes.models import RecordSignature
from recoverycollege.classes.rules.records import fingerprint
from recoverycollege.classes.services import records, teams
from recoverycollege.classes.services.planning import NotHere
from recoverycollege.database import begin_write, db
from recoverycollege.history import Entry
from recoverycollege.refusals import Refused

WORDS = "We planned it together."


@pytest.fixture
def taught(app, college, time):
    dee, ravi, lou = (college.person(name) for name in ("Dee Peer", "Ravi Nurse", "Lou Kin"))
    team = [(dee, "peer"), (ravi, "practitioner"), (lou, "relative")]
    group = college.scheduled_class(sessions=2, starts_in=timedelta(days=-3), team=team)
    return SimpleNamespace(group=group, dee=dee, ravi=ravi, lou=lou)


@pytest.fixture
def sign(taught, time):
    def signed(person, kind="design", words=WORDS, first_words=WORDS):
        begin()
        seen = fingerprint(kind, words)
        facts = {"seen": seen, "first_words": lambda row: first_words, "now": time.now}
        records.sign(taught.group.id, person.id, kind, **facts)
        db.session.commit()
        return sides()

    return signed


@pytest.fixture
def put(taught, time):
    def put_in_words(person, words, seen=WORDS, kind="design"):
        begin()
        facts = {"words": words, "seen": fingerprint(kind, seen), "now": time.now}
        records.put_in_words(
            taught.group.id, person.id, kind, first_words=lambda row: WORDS, **facts
        )
        db.session.commit()

    return put_in_words


def begin():
    db.session.rollback()
    begin_write()


def sides():
    return {
        (s.kind, s.side): s.member.person_id for s in db.session.scalars(select(RecordSignature))
    }


@pytest.mark.both
def test_both_sides_sign_and_a_second_press_changes_nothing(taught, sign):
    dee, ravi, lou = taught.dee.id, taught.ravi.id, taught.lou.id
    assert sign(taught.dee) == {("design", "peer"): dee}
    assert sign(taught.dee) == {("design", "peer"): dee}
    both = {("design", "peer"): dee, ("design", "other"): ravi}
    assert sign(taught.ravi) == both
    assert sign(taught.lou) == both  # their side has signed
    assert sign(taught.lou, "delivery")["delivery", "other"] == lou
    entries = db.session.scalars(select(Entry).where(Entry.action == "record.signed")).all()
    assert [(e.actor_id, e.person_id) for e in entries] == [(dee, dee), (ravi, ravi), (lou, lou)]
    assert all(entry.detail.keys() == {"kind"} for entry in entries)


def test_nobody_signs_for_both_sides(taught, sign, time):
    sign(taught.dee)
    begin()
    teams.set_team_member(
        taught.group.id,
        taught.dee.id,
        perspective="relative",
        lead=False,
        now=time.now,
        by_id=taught.lou.id,
        exception_reason="a slip",
    )
    db.session.commit()
    assert sign(taught.dee) == {("design", "peer"): taught.dee.id}


def test_only_what_was_read(taught, sign):
    with pytest.raises(records.Changed):
        sign(taught.dee, words="Something else.")
    assert sides() == {}


def test_only_in_the_team_and_only_when_it_is_time(college, taught, sign):
    with pytest.raises(NotHere):
        sign(college.manager())
    with pytest.raises(Refused, match="after the last session"):
        sign(taught.dee, "evaluation")
    assert sides() == {}


@pytest.mark.both
def test_who_came_later_signs_only_what_they_took_part_in(taught, sign, put, college, time):
    """Nobody is put into a team to sign what others did."""
    late = college.person("Marcia Late")
    time.move(days=1)
    begin()
    facts = {"perspective": "peer", "lead": False, "now": time.now, "by_id": taught.lou.id}
    teams.set_team_member(taught.group.id, late.id, **facts)
    db.session.commit()
    with pytest.raises(Refused, match="came to this team later"):
        sign(late)
    with pytest.raises(Refused, match="came to this team later"):
        put(late, "I planned it.")
    assert sign(late, "delivery")["delivery", "peer"] == late.id
    time.move(days=30)
    begin()
    last = college.person("Nora Last")
    facts["now"] = time.now
    teams.set_team_member(taught.group.id, last.id, **facts)
    db.session.commit()
    with pytest.raises(Refused, match="came to this team later"):
        sign(last, "evaluation")


@pytest.mark.both
def test_other_words_clear_the_signatures_and_the_same_do_not(taught, sign, put):
    sign(taught.dee)
    put(taught.ravi, WORDS)
    assert len(sides()) == 1
    put(taught.ravi, "Dee and I planned it.")
    assert sides() == {}
    [entry] = db.session.scalars(select(Entry).where(Entry.action == "record.changed"))
    assert entry.detail == {"kind": "design", "cleared": 1}
    with pytest.raises(records.Changed):
        sign(taught.dee)  # the words from before
    assert sign(taught.dee, words="Dee and I planned it.")


def test_words_written_meanwhile_are_not_written_over(taught, put):
    put(taught.dee, "First.")
    with pytest.raises(records.Changed):
        put(taught.ravi, "Second.")
    put(taught.ravi, "Second.", seen="First.")


def test_what_was_signed_stays_when_the_facts_change(taught, sign):
    sign(taught.dee)
    other = "It would say something else now."
    assert len(sign(taught.ravi, first_words=other)) == 2
