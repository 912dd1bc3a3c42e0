"""Letters about teaching: only what is still true, and never which side someone comes from."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select

from recoverycollege import personal
from recoverycollege.accounts.models import Task
from recoverycollege.classes import sweeps
from recoverycollege.classes.models import Absence, CoTeacher, Joining, Substitute
from recoverycollege.classes.services import absences, joining, teams
from recoverycollege.database import begin_write, db
from recoverycollege.history import Entry
from recoverycollege.staff import passing_on, sayings
from tests.college import ZONE


@pytest.fixture
def there(college: Any) -> SimpleNamespace:
    lead, kofi, office = college.person("Joan Lead"), college.person("Kofi New"), college.office()
    college.co_teacher(kofi, "peer", "relative", wants_letters=True)
    course = college.course("Food and mood")
    found = college.scheduled_class(course, state="draft", team=[(lead, "practitioner")])
    db.session.rollback()
    begin_write()
    return SimpleNamespace(found=found, lead=lead, kofi=kofi, office=office)


def invite(there: Any, time: Any) -> Joining:
    how = {"now": time.now, "by_id": there.office.id, "zone": ZONE}
    row = joining.invite(there.found.id, there.kofi.id, perspective="peer", **how)
    db.session.commit()
    return row


def test_nothing_of_a_class_that_was_called_off(client: Any, there: Any, time: Any) -> None:
    row = invite(there, time)
    there.found.state = "called_off"
    db.session.commit()
    assert client.letters("kofi") == []
    assert sweeps.run_out(time.now) == 1
    assert row.answer == "withdrawn"
    assert db.session.scalars(select(Task)).all() == []


def test_nothing_of_someone_who_has_left_again(client: Any, there: Any, time: Any) -> None:
    row = invite(there, time)
    begin_write()
    joining.accept(row.id, time.now, there.kofi.id)
    db.session.commit()
    there.found.team.pop()
    db.session.commit()
    assert client.letters("joan") == []


def test_open_needs_are_told_to_those_who_want_it(client: Any, there: Any, time: Any) -> None:
    db.session.commit()
    assert sweeps.tell_of_needs(time.now) == 1
    [letter] = client.letters()
    assert letter.link == "/teaching/board"
    assert "Food and mood" not in letter.body


def test_no_letter_about_needs_that_are_filled_meanwhile(
    client: Any, there: Any, time: Any
) -> None:
    db.session.commit()
    sweeps.tell_of_needs(time.now)
    there.found.state = "called_off"
    db.session.commit()
    assert client.letters() == []


def test_an_offer_nobody_answered_is_answered_with_regret(
    client: Any, there: Any, time: Any
) -> None:
    joining.offer(there.found.id, there.kofi.id, perspective="peer", now=time.now, zone=ZONE)
    db.session.commit()
    time.move(days=8)
    assert sweeps.run_out(time.now) == 1
    [letter] = client.letters("kofi")
    assert "We are sorry" in letter.body


def test_every_step_has_its_words(app: Any, there: Any, time: Any) -> None:
    """What the history and the tasks hold can be said."""
    row = invite(there, time)
    begin_write()
    joining.decline(row.id, time.now, there.kofi.id)
    there.found.state = "open"
    away = absences.cannot_come(there.found.sessions[0], there.lead.id, time.now)
    absences.put_in_for(away.id, there.kofi.id, now=time.now, by_id=there.office.id)
    absences.step_out(away.id, there.kofi.id, time.now)
    absences.can_come(there.found.sessions[0], there.lead.id, time.now)
    db.session.commit()
    with app.test_request_context():
        known = sayings.actions()
        assert {e.action for e in db.session.scalars(select(Entry))} <= set(known)
        for task in db.session.scalars(select(Task)):
            assert passing_on.to_say(task.kind, task.words) != task.words


def test_erasing_lets_the_need_come_back(app: Any, there: Any, time: Any) -> None:
    """What someone was asked goes, and whom they stepped in for is looked for again."""
    invite(there, time)
    begin_write()
    there.found.state = "open"
    away = absences.cannot_come(there.found.sessions[0], there.lead.id, time.now)
    absences.put_in_for(away.id, there.kofi.id, now=time.now, by_id=there.office.id)
    db.session.commit()
    registry = personal.registered(app)
    copy = personal.export(registry, db.session, there.kofi.id)
    assert (len(copy["joining"]), len(copy["substitute"]), len(copy["co_teacher"])) == (1, 1, 1)
    for person in (there.kofi, there.lead):
        personal.erase(registry, db.session, person.id)
    db.session.commit()
    db.session.expire_all()
    for model in (Joining, Substitute):
        assert db.session.scalars(select(model)).all() == []
    assert db.session.get(CoTeacher, there.kofi.id) is None
    assert [row.id for row in db.session.scalars(select(Absence))] == [away.id]


@pytest.mark.parametrize("over", ["taken out", "called off"])
def test_no_letter_says_yes_to_what_is_over(client: Any, there: Any, time: Any, over: str) -> None:
    row = joining.offer(there.found.id, there.kofi.id, perspective="peer", now=time.now, zone=ZONE)
    joining.accept(row.id, time.now, there.office.id)
    if over == "taken out":
        teams.remove_team_member(there.found.id, there.kofi.id, by_id=there.office.id)
    else:
        there.found.state = "called_off"
    db.session.commit()
    assert client.letters("kofi") == []


def test_a_letter_about_a_class_that_has_begun_tells_what_is_to_come(
    client: Any, there: Any, time: Any
) -> None:
    first, second = (session.starts_at for session in there.found.sessions[:2])
    db.session.rollback()
    time.move(days=9)
    begin_write()
    invite(there, time)
    [letter] = client.letters("kofi")
    assert f"{first.day} March" not in letter.body
    assert f"It meets 2 times, first on {second:%A} {second.day} March" in letter.body
