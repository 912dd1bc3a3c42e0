"""Looking back: each alone, opened to those who taught together, and to nobody else."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from recoverycollege.classes import sweeps
from recoverycollege.classes.models import Reflection
from recoverycollege.classes.queries.reflections import both_looked_back, look_back, to_answer
from recoverycollege.classes.services import reflecting, teams
from recoverycollege.classes.services.planning import NotHere
from recoverycollege.database import begin_write, db
from recoverycollege.history import Entry
from recoverycollege.letters import Letter
from recoverycollege.refusals import Refused


@pytest.fixture
def taught(app, college, time):
    """A class whose last session ended two hours ago, and its team of three."""
    people = [college.person(name) for name in ("Dee Peer", "Ravi Nurse", "Lou Kin")]
    sides = ("peer", "practitioner", "relative")
    joined = {"joined_at": time.now - timedelta(days=60)}
    team = [(person, side, joined) for person, side in zip(people, sides, strict=True)]
    group = college.scheduled_class(
        college.course("Food and mood"), sessions=1, starts_in=timedelta(hours=-4), team=team
    )
    return SimpleNamespace(group=group, people=people, dee=people[0], ravi=people[1], lou=people[2])


@pytest.fixture
def answer(taught, time):
    def answered(person, well="", **columns):
        begin()
        facts = {"went_well": well, "now": time.now} | columns
        reflecting.answer(taught.group.id, person.id, **facts)
        db.session.commit()

    return answered


@pytest.fixture
def see(taught, time):
    def seen(person):
        db.session.rollback()
        return look_back(person.id, taught.group.id, time.now)

    return seen


def begin():
    db.session.rollback()
    begin_write()


def words(found):
    return [(one.name, one.went_well) for one in found.words]


@pytest.mark.both
def test_it_opens_when_all_have_answered(taught, answer, see):
    answer(taught.dee, "We laughed.")
    answer(taught.ravi, "Dee led so well.")
    for person in taught.people:
        found = see(person)
        assert (found.stage, found.answered, words(found)) == ("writing", 2, [])
    answer(taught.ravi, "Changed my mind.")
    answer(taught.lou, passed=True)
    assert words(see(taught.dee)) == [("Ravi", "Changed my mind."), ("Lou", "")]
    assert words(see(taught.lou)) == [("Dee", "We laughed."), ("Ravi", "Changed my mind.")]
    with pytest.raises(reflecting.Opened):
        answer(taught.ravi, "Once more.")


def test_or_after_fourteen_days_to_those_who_were_silent_too(taught, answer, see, time):
    answer(taught.dee, "We laughed.")
    time.move(days=13, hours=21)
    assert words(see(taught.lou)) == []
    time.move(hours=2)
    assert words(see(taught.lou)) == [("Dee", "We laughed."), ("Ravi", "")]
    assert words(see(taught.dee)) == [("Ravi", ""), ("Lou", "")]


def test_who_joins_afterwards_is_neither_asked_nor_told(college, taught, answer, see, time):
    """Also not where the manager adds a date, so that the class is not over any more."""
    manager = college.manager()
    for person in taught.people:
        answer(person, "Only for us.")
    begin()
    teams.set_team_member(
        taught.group.id, manager.id, perspective="peer", lead=False, now=time.now, by_id=manager.id
    )
    db.session.commit()
    found = see(manager)
    assert (found.asked, words(found)) == (False, [])
    [session] = taught.group.sessions
    session.ends_at += timedelta(days=1)
    db.session.commit()
    time.move(days=20)
    found = see(manager)
    assert found.asked
    assert {went_well for _, went_well in words(found)} == {""}
    assert "Only for us." in dict(words(see(taught.dee))).values()


def test_nobody_waits_for_who_was_erased_and_their_words_are_gone(taught, answer, see, time):
    answer(taught.dee, "We laughed.")
    answer(taught.ravi, "Yes.")
    taught.lou.erased_at = time.now
    db.session.commit()
    assert words(see(taught.dee)) == [("Ravi", "Yes.")]


def test_who_has_left_the_team_reads_nothing_and_holds_nobody_up(taught, answer, see):
    answer(taught.dee, "We laughed.")
    answer(taught.ravi, "Yes.")
    begin()
    teams.remove_team_member(taught.group.id, taught.lou.id, by_id=taught.dee.id)
    db.session.commit()
    assert see(taught.lou) is None
    assert words(see(taught.dee)) == [("Ravi", "Yes.")]


@pytest.mark.parametrize("state", ["called_off", "draft"])
def test_a_class_that_was_not_held_has_none(taught, answer, see, state):
    taught.group.state = state
    db.session.commit()
    assert see(taught.dee).stage == "never"
    with pytest.raises(Refused):
        answer(taught.dee, "Hm.")


def test_not_before_the_end_and_not_by_others(college, taught, answer, time):
    with pytest.raises(NotHere):
        answer(college.manager(), "I was never there.")
    taught.group.team[1].joined_at = time.now
    db.session.commit()
    with pytest.raises(Refused, match="those who taught"):
        answer(taught.ravi, "I came afterwards.")
    time.move(hours=-3)
    with pytest.raises(Refused, match="after the last session"):
        answer(taught.dee, "Too soon.")


def test_both_sides(taught, answer, time):
    answer(taught.dee, "We laughed.")
    answer(taught.ravi, passed=True)
    answer(taught.lou, "Yes.")
    assert both_looked_back(taught.group, time.now)
    taught.group.state = "called_off"
    assert not both_looked_back(taught.group, time.now)


def test_the_history_tells_neither_what_nor_whether(taught, answer):
    answer(taught.dee, "We laughed.", differently="Start later.")
    answer(taught.ravi, passed=True)
    entries = db.session.scalars(select(Entry).where(Entry.action == "team.looked_back")).all()
    assert [entry.person_id for entry in entries] == [taught.dee.id, taught.ravi.id]
    assert [entry.detail for entry in entries] == [{}, {}]


def letters(kind="reflection"):
    query = select(Letter.person_id).where(Letter.kind == kind).order_by(Letter.person_id)
    return list(db.session.scalars(query))


def sweep(now):
    db.session.rollback()
    return sweeps.look_back(now)


@pytest.mark.both
def test_one_letter_the_next_day_to_those_who_have_not_answered(
    client, college, taught, answer, time
):
    answer(taught.dee, "We laughed.")
    assert sweep(time.now) == 0
    time.move(days=1)
    assert sweep(time.now) == 2
    assert sweep(time.now) == 0
    assert letters() == [taught.ravi.id, taught.lou.id]
    mail = client.letters("ravi")[-1]
    assert mail.subject == "A message from Riverside"
    assert "teaching Food and mood" in mail.body
    assert f"/teaching/classes/{taught.group.id}/reflection" in mail.body


def test_no_letter_to_whom_has_answered_meanwhile(client, taught, answer, time):
    time.move(days=1)
    sweep(time.now)
    answer(taught.ravi, passed=True)
    assert {mail.to for mail in client.letters()} == {
        "Dee Peer <dee-peer@mail.example>",
        "Lou Kin <lou-kin@mail.example>",
    }


def test_no_letter_where_nobody_should_be_asked(college, taught, time):
    taught.dee.paused_until = time.now + timedelta(days=30)
    taught.ravi.letters_stopped_at = time.now
    taught.group.team[2].joined_at = time.now
    old = college.scheduled_class(sessions=1, starts_in=timedelta(days=-9))
    off = college.scheduled_class(sessions=1, starts_in=timedelta(hours=-4), state="called_off")
    for member in (*old.team, *off.team):
        member.joined_at = time.now - timedelta(days=60)
    db.session.commit()
    time.move(days=1)
    assert sweep(time.now) == 0
    assert letters() == []


def test_two_years_later_it_is_forgotten(taught, answer, time):
    answer(taught.dee, "We laughed.")
    time.move(days=729)
    assert sweeps.forget_reflections(time.now) == 0
    time.move(days=2)
    assert sweeps.forget_reflections(time.now) == 1
    assert db.session.scalars(select(Reflection)).all() == []


def test_what_waits_for_someone(college, taught, answer, time):
    classes = [taught.group, college.scheduled_class()]
    assert to_answer(taught.dee.id, classes, time.now) == {taught.group.id}
    answer(taught.dee, passed=True)
    assert to_answer(taught.dee.id, classes, time.now) == set()
    assert to_answer(taught.ravi.id, classes, time.now) == {taught.group.id}
    time.move(days=15)
    assert to_answer(taught.ravi.id, classes, time.now) == set()
