"""Dates that change, and classes that do not take place: who hears of it, and who is asked again.
The letters are neutral, and say only what is still so."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select

from recoverycollege.accounts.models import Person, Task
from recoverycollege.classes.models import Joining, Substitute
from recoverycollege.classes.services import absences, dates, joining, planning
from recoverycollege.classes.services.planning import FIELDS
from recoverycollege.database import begin_write, db
from recoverycollege.enrolment.services.calling_off import call_off
from recoverycollege.enrolment.services.changing import tell_of_dates
from recoverycollege.history import Entry
from recoverycollege.letters import Letter, composing, kinds
from recoverycollege.letters.kinds import Recipient
from tests.college import ZONE

NEUTRAL = "A message from Riverside"


@pytest.fixture
def there(college: Any, time: Any) -> SimpleNamespace:
    """Dee is away from the second session; Kofi steps in. Ama is asked to, for Ravi."""
    names = ("Dee Peer", "Ravi Nurse", "Kofi Peer", "Ama Peer", "Olu Peer")
    dee, ravi, kofi, ama, olu = (college.person(name) for name in names)
    for person in (kofi, ama, olu):
        college.co_teacher(person, "peer")
    team = [(dee, "peer"), (ravi, "practitioner")]
    found = college.scheduled_class(college.course("Food and mood"), team=team)
    office = college.office()
    found_id, session_id = found.id, found.sessions[1].id
    begun()
    session = found.sessions[1]
    absence = absences.cannot_come(session, dee.id, time.now)
    absences.put_in_for(absence.id, kofi.id, now=time.now, by_id=office.id)
    other = absences.cannot_come(session, ravi.id, time.now)
    how = {"now": time.now, "absence_id": other.id, "zone": ZONE}
    asked = joining.invite(found_id, ama.id, by_id=office.id, **how)
    offered = joining.offer(found_id, olu.id, **how)
    db.session.execute(Letter.__table__.delete())
    people = {"dee": dee, "ravi": ravi, "kofi": kofi, "ama": ama, "olu": olu, "office": office}
    rows = {"found": found, "session_id": session_id, "absence": absence}
    return SimpleNamespace(**people, **rows, asked=asked, offered=offered)


def begun() -> None:
    db.session.rollback()
    begin_write()


def move(there: Any, time: Any, **by: int) -> None:
    session = next(s for s in there.found.sessions if s.id == there.session_id)
    begin, end = (
        at.astimezone(ZONE) + timedelta(**by) for at in (session.starts_at, session.ends_at)
    )
    how = {"zone": ZONE, "now": time.now, "by_id": there.office.id}
    dates.move_session(there.session_id, begin.date(), begin.time(), end.time(), **how)
    tell_of_dates(there.found.id, time.now, there.office.id)


def told() -> list[tuple[str, str]]:
    """Who is to be written to, and about what."""
    query = select(Person.name, Letter.kind).join(Letter, Letter.person_id == Person.id)
    rows = db.session.execute(query.order_by(Letter.kind, Person.id))
    return [(name.split()[0], kind) for name, kind in rows]


def stands_in() -> Substitute:
    return db.session.scalars(select(Substitute)).one()


@pytest.mark.both
def test_a_moved_session_asks_again_and_tells_the_team(there: Any, time: Any) -> None:
    move(there, time, days=1)
    assert told() == [
        ("Dee", "team_dates"),
        ("Ravi", "team_dates"),
        ("Kofi", "team_moved"),
        ("Ama", "team_moved"),
        ("Olu", "team_moved"),
    ]
    assert stands_in().asked_again_at == time.now
    asked = db.session.scalars(select(Entry.person_id).where(Entry.action == "team.asked_again"))
    assert set(asked) == {there.kofi.id, there.ama.id, there.olu.id}


def test_two_moves_in_a_row_are_one_letter(there: Any, time: Any) -> None:
    move(there, time, days=1)
    move(there, time, days=1)
    assert len(told()) == 5


def test_yes_ends_the_question_and_no_looks_for_someone(there: Any, time: Any) -> None:
    move(there, time, days=1)
    absences.still_come(there.absence.id, there.ama.id, time.now)
    assert stands_in().asked_again_at == time.now
    absences.still_come(there.absence.id, there.kofi.id, time.now)
    absences.still_come(there.absence.id, there.kofi.id, time.now)
    assert stands_in().asked_again_at is None
    notes = db.session.scalars(select(Entry.actor_id).where(Entry.action == "team.comes_still"))
    assert notes.all() == [there.kofi.id]
    move(there, time, days=1)
    absences.step_out(there.absence.id, there.kofi.id, time.now)
    assert db.session.scalars(select(Substitute)).all() == []


@pytest.mark.both
def test_a_time_that_is_over_asks_nobody(there: Any, time: Any) -> None:
    move(there, time, days=1)
    move(there, time, days=-30)
    assert stands_in().asked_again_at is None
    answers = db.session.scalars(select(Joining.answer)).all()
    assert answers == ["withdrawn", "withdrawn"]
    open_tasks = select(Task.words).where(Task.done_at.is_(None), Task.words == "team_offer")
    assert db.session.scalars(open_tasks).all() == []


@pytest.mark.parametrize(
    ("change", "asked"),
    [({"venue_id": "another"}, True), ({"format": "hybrid"}, True), ({"room": "Room 9"}, False)],
)
def test_another_place_asks_again(
    there: Any, time: Any, college: Any, change: Any, asked: bool
) -> None:
    db.session.commit()
    mill = college.venue("The Mill").id
    begun()
    values = {name: getattr(there.found, name) for name in FIELDS} | change
    values["venue_id"] = mill if "venue_id" in change else values["venue_id"]
    row = planning.locked(there.found.id)
    how = {"by_id": there.office.id, "now": time.now, "today": time.now.date()}
    planning.save_class(row, values, share_room=True, **how)
    assert (stands_in().asked_again_at is not None) == asked
    assert ("Kofi", "team_moved") in told() if asked else told() == []
    assert (("Dee", "team_dates") in told()) == asked


@pytest.mark.both
def test_a_session_taken_out_tells_all_it_concerns(there: Any, time: Any) -> None:
    dates.remove_session(there.session_id, now=time.now, by_id=there.office.id)
    tell_of_dates(there.found.id, time.now, there.office.id)
    assert told() == [
        ("Dee", "team_dates"),
        ("Ravi", "team_dates"),
        ("Kofi", "team_taken_out"),
        ("Ama", "team_taken_out"),
        ("Olu", "team_taken_out"),
    ]
    assert db.session.scalars(select(Joining)).all() == []
    assert db.session.scalars(select(Task).where(Task.done_at.is_(None))).all() == []


@pytest.mark.both
def test_a_class_called_off_tells_all_who_teach_or_were_asked(there: Any, time: Any) -> None:
    call_off(there.found.id, time.now, there.office.id)
    assert told() == [(name, "team_called_off") for name in ("Dee", "Ravi", "Kofi", "Ama", "Olu")]
    assert {there.asked.answer, there.offered.answer} == {"withdrawn"}
    assert db.session.scalars(select(Task).where(Task.done_at.is_(None))).all() == []


def test_whoever_is_reached_by_phone_is_rung_once(there: Any, time: Any, college: Any) -> None:
    db.session.commit()
    ray = college.person("Ray Ring", phone="01632 960 300")
    begun()
    stands_in().person_id = ray.id
    db.session.flush()
    for _twice in range(2):
        move(there, time, days=1)
    rung = select(Task.words).where(Task.person_id == ray.id)
    assert db.session.scalars(rung).all() == ["team_moved"]


def delivered(client: Any, time: Any) -> dict[str, Any]:
    """After a quarter of an hour: first name → letter."""
    db.session.commit()
    time.move(minutes=20)
    letters = client.letters()
    assert {letter.subject for letter in letters} <= {NEUTRAL}
    return {letter.to.partition(" ")[0].lower(): letter for letter in letters}


def test_each_reads_what_concerns_them(client: Any, there: Any, time: Any) -> None:
    move(there, time, days=1)
    class_id, joining_id = there.found.id, there.asked.id
    found = delivered(client, time)
    assert set(found) == {"dee", "ravi", "kofi", "ama", "olu"}
    assert "Can you still come?" in found["kofi"].body
    assert found["kofi"].link == f"/teaching/classes/{class_id}"
    assert found["ama"].link == f"/teaching/invitations/{joining_id}"
    assert found["olu"].link == "/teaching/board"
    assert found["dee"].link == f"/teaching/classes/{class_id}/team"
    assert found["dee"].body.count("10:00 to 12:00") == 3
    assert not any("as a peer" in letter.body.lower() for letter in found.values())


def test_nothing_to_whom_has_answered(client: Any, there: Any, time: Any) -> None:
    move(there, time, days=1)
    absences.still_come(there.absence.id, there.kofi.id, time.now)
    joining.decline(there.asked.id, time.now, there.ama.id)
    assert set(delivered(client, time)) == {"dee", "ravi", "olu"}


def test_nothing_of_a_move_once_it_is_called_off(client: Any, there: Any, time: Any) -> None:
    move(there, time, days=1)
    call_off(there.found.id, time.now, there.office.id)
    bodies = [letter.body for letter in delivered(client, time).values()]
    assert len(bodies) == 5
    assert all("is called off" in body for body in bodies)


def test_nothing_of_a_session_that_is_there_again(client: Any, there: Any, time: Any) -> None:
    begin, end = (
        at.astimezone(ZONE)
        for at in (there.found.sessions[1].starts_at, there.found.sessions[1].ends_at)
    )
    by_id = there.office.id
    dates.remove_session(there.session_id, now=time.now, by_id=by_id)
    how = {"zone": ZONE, "by_id": by_id}
    dates.add_session(there.found.id, begin.date(), begin.time(), end.time(), **how)
    assert delivered(client, time) == {}


@pytest.mark.parametrize("channel", ["email", "text", "paper"])
def test_each_kind_has_words_on_every_channel(there: Any, client: Any, channel: str) -> None:
    app = client.application
    for name in ("team_moved", "team_taken_out", "team_dates", "team_called_off"):
        kind = kinds.registered(app)[name]
        with app.test_request_context():
            said = composing.body(kind, Recipient("Kofi", channel, "x", "en"), kind.example()).shown
        assert "Kofi" in said
        assert ("Food and mood" in said) == (channel != "text")
