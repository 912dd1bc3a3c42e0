"""Coming into a team: by invitation or by offer, once, and under the lock of the class."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select

from recoverycollege.accounts.models import Task
from recoverycollege.classes.models import CoTeacher, Joining
from recoverycollege.classes.rules.gate import NotReady
from recoverycollege.classes.services import joining, needs, planning
from recoverycollege.database import begin_write, db
from recoverycollege.history import Entry
from recoverycollege.letters import Letter
from recoverycollege.refusals import Refused
from tests.college import ZONE

pytestmark = pytest.mark.both


@pytest.fixture
def there(college: Any) -> SimpleNamespace:
    """A draft that lacks a peer, and three people."""
    lead, kofi, ama = (college.person(n) for n in ("Joan Nurse", "Kofi Peer", "Ama Peer"))
    office = college.office()
    found = college.scheduled_class(state="draft", team=[(lead, "practitioner", {"lead": True})])
    for person in (kofi, ama):
        college.co_teacher(person, "peer")
    db.session.rollback()
    begin_write()
    return SimpleNamespace(found=found, lead=lead, kofi=kofi, ama=ama, office=office)


def invited(there: Any, time: Any, who: str = "kofi", **how: Any) -> Joining:
    values = {"perspective": "peer", "now": time.now, "by_id": there.office.id, "zone": ZONE}
    return joining.invite(there.found.id, getattr(there, who).id, **(values | how))


def offered(there: Any, time: Any, who: str = "kofi", **how: Any) -> Joining:
    values = {"perspective": "peer", "now": time.now, "zone": ZONE}
    return joining.offer(there.found.id, getattr(there, who).id, **(values | how))


def letters_to(person: Any) -> list[str]:
    query = select(Letter.kind).where(Letter.person_id == person.id).order_by(Letter.id)
    return list(db.session.scalars(query))


def actions() -> list[str]:
    return list(db.session.scalars(select(Entry.action).order_by(Entry.id)))


def test_inviting_does_not_count_until_yes(there: Any, time: Any) -> None:
    one = invited(there, time, lead=True)
    with pytest.raises(NotReady):
        planning.open_class(there.found.id, time.now, there.office.id, zone=ZONE)
    joining.accept(one.id, time.now, there.kofi.id)
    joining.accept(one.id, time.now, there.kofi.id)
    member = there.found.team[1]
    assert (member.person_id, member.perspective, member.lead) == (there.kofi.id, "peer", True)
    assert (member.name_scope, member.perspective_scope) == ("team", "team")
    planning.open_class(there.found.id, time.now, there.office.id, zone=ZONE)
    assert letters_to(there.kofi) == ["team_invited"]
    assert letters_to(there.lead) == ["team_joined"]
    assert actions() == [
        "team.invited",
        "team.invitation_accepted",
        "team.added",
        "class.opened",
    ]


def test_two_invitations_are_one(there: Any, time: Any) -> None:
    assert invited(there, time).id == invited(there, time).id
    assert letters_to(there.kofi) == ["team_invited"]


def test_no_and_taken_back_end_it(there: Any, time: Any) -> None:
    one = joining.decline(invited(there, time).id, time.now, there.kofi.id)
    joining.decline(one.id, time.now, there.kofi.id)
    two = joining.withdraw(invited(there, time).id, time.now, there.office.id)
    assert (one.answer, two.answer) == ("declined", "withdrawn")
    for over in (one, two):
        with pytest.raises(Refused):
            joining.accept(over.id, time.now, there.kofi.id)
    assert len(there.found.team) == 1


def test_who_is_in_the_team_is_not_invited(there: Any, time: Any) -> None:
    with pytest.raises(Refused):
        invited(there, time, "lead")


def test_an_offer_is_answered_by_a_person(there: Any, time: Any) -> None:
    one = offered(there, time, words="I took this course twice.")
    assert offered(there, time).id == one.id
    task = db.session.scalars(select(Task)).one()
    assert (task.kind, task.words, task.person_id) == ("get_back", "team_offer", there.kofi.id)
    joining.accept(one.id, time.now, there.office.id)
    assert task.done_at == time.now
    assert letters_to(there.kofi) == ["team_answer"]
    assert [member.perspective for member in there.found.team] == ["practitioner", "peer"]


def test_the_first_offer_taken_closes_the_others_kindly(there: Any, time: Any) -> None:
    one, other = offered(there, time), offered(there, time, "ama")
    joining.accept(one.id, time.now, there.office.id)
    assert other.answer == "filled"
    assert letters_to(there.ama) == ["team_answer"]
    with pytest.raises(Refused):
        joining.accept(other.id, time.now, there.office.id)
    with pytest.raises(Refused):
        offered(there, time, "ama")
    assert len(there.found.team) == 2


@pytest.mark.parametrize("perspective", ["practitioner", "relative", "", "boss"])
def test_an_offer_is_for_what_is_open_and_theirs(there: Any, time: Any, perspective: str) -> None:
    with pytest.raises(Refused):
        offered(there, time, perspective=perspective)


def test_putting_someone_in_by_hand_answers_what_ran(there: Any, time: Any) -> None:
    one, other = invited(there, time), offered(there, time, "ama")
    from recoverycollege.classes.services.teams import set_team_member

    how = {"perspective": "peer", "lead": False, "now": time.now, "by_id": there.office.id}
    set_team_member(there.found.id, there.kofi.id, **how)
    joining.is_in(there.found.id, there.kofi.id, now=time.now, by_id=there.office.id)
    assert (one.answer, other.answer) == ("accepted", "filled")


def test_whoever_does_not_answer_is_seen(there: Any, time: Any) -> None:
    one = invited(there, time)
    assert joining.run_out(time.now + timedelta(days=6)) == 0
    assert joining.run_out(time.now + timedelta(days=8)) == 1
    assert one.answer == "over"
    assert db.session.scalars(select(Task.words)).all() == ["team_over"]
    assert joining.run_out(time.now + timedelta(days=9)) == 0


def test_who_was_asked_is_forgotten_after_two_years(there: Any, time: Any) -> None:
    joining.decline(invited(there, time).id, time.now, there.kofi.id)
    invited(there, time, "ama")
    assert needs.forget_joinings(time.now + timedelta(days=731)) == 1
    assert len(db.session.scalars(select(Joining)).all()) == 1


def test_letters_about_open_needs_come_at_most_every_two_weeks(there: Any, time: Any) -> None:
    db.session.get_one(CoTeacher, there.kofi.id).wants_letters = True
    assert needs.tell_of_needs(time.now) == 1
    assert needs.tell_of_needs(time.now + timedelta(days=13)) == 0
    assert letters_to(there.kofi) == ["team_needs"]
    assert letters_to(there.ama) == []


def test_whoever_is_reached_by_phone_is_rung(there: Any, time: Any, college: Any) -> None:
    there.ring = college.person("Ray Ring", phone="01632 960 300")
    db.session.rollback()
    begin_write()
    invited(there, time, "ring")
    assert letters_to(there.ring) == []
    assert db.session.scalars(select(Task.words)).all() == ["team_invited"]
