"""The office's board: who is looked for, who offered, and someone for one session."""

from __future__ import annotations

import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select

from recoverycollege.classes.models import Absence, CoTeacher, Joining, Substitute
from recoverycollege.classes.services import absences, joining
from recoverycollege.database import begin_write, db
from tests.college import ZONE


@pytest.fixture
def there(college: Any, time: Any) -> SimpleNamespace:
    """A draft that lacks a peer, for whom Kofi offers; and a class where Dee is away once."""
    kofi, ama, office = college.person("Kofi Peer"), college.person("Ama Peer"), college.office()
    college.co_teacher(kofi, "peer", days=["sun"], words="Sundays are best")
    college.co_teacher(ama, "peer")
    nurse = (college.person(), "practitioner")
    draft = college.scheduled_class(college.course("Food and mood"), state="draft", team=[nurse])
    dee = college.person("Dee Away")
    group = college.scheduled_class(
        college.course("Walk and talk"),
        starts_in=timedelta(days=9),
        team=[(dee, "peer"), (college.person(), "relative")],
    )
    db.session.rollback()
    begin_write()
    how = {"now": time.now, "zone": ZONE, "words": "I took it twice."}
    offer = joining.offer(draft.id, kofi.id, perspective="peer", **how)
    away = absences.cannot_come(group.sessions[0], dee.id, time.now)
    db.session.commit()
    return SimpleNamespace(
        kofi=kofi, ama=ama, office=office, draft=draft, group=group, offer=offer, away=away
    )


def team_of(found: Any) -> list[str]:
    db.session.expire_all()
    return [member.person.name for member in found.team]


def test_shows_needs_and_offers(there: Any, sign_in_as: Any) -> None:
    office = sign_in_as(there.office)
    office.most_statements = 12
    page = office.get("/staff/board").text
    for part in ("Food and mood", "A peer", "Kofi Peer", "I took it twice.", "Walk and talk"):
        assert part in page
    assert "A peer, for one session" in page
    assert "Food and mood" not in office.get("/staff/board?side=relative").text


def test_says_yes_to_an_offer(there: Any, sign_in_as: Any) -> None:
    office = sign_in_as(there.office)
    url = f"/staff/joinings/{there.offer.id}/yes"
    answer = office.press(url, page="/staff/board")
    assert answer.location == f"/staff/classes/{there.draft.id}"
    assert "Kofi Peer" in team_of(there.draft)
    page = office.get(answer.location).text
    assert "Co-produced" in page
    assert "Yes." in page
    [letter] = office.letters("kofi")
    assert "Yes, please" in letter.body
    assert office.press(url).status_code == 303
    assert len(team_of(there.draft)) == 2


def test_says_a_kind_no(there: Any, sign_in_as: Any) -> None:
    office = sign_in_as(there.office)
    office.press(f"/staff/joinings/{there.offer.id}/no", page="/staff/board")
    [letter] = office.letters("kofi")
    assert "It says nothing about you" in letter.body
    assert len(team_of(there.draft)) == 1


def test_invites_someone_who_fits(there: Any, sign_in_as: Any) -> None:
    office = sign_in_as(there.office)
    office.most_statements = 12
    add = office.get(f"/staff/classes/{there.draft.id}/team/add").text
    assert add.index("Ama Peer") < add.index("Kofi Peer")  # his days are others
    assert "Sundays are best" in add
    url = f"/staff/classes/{there.draft.id}/team/{there.ama.id}/invite"
    form = office.get(url).text
    assert re.search(r'<input[^>]*checked[^>]*value="peer"', form)
    assert office.submit(url, words="Would you?", lead="y").status_code == 303
    one = db.session.scalars(select(Joining).where(Joining.invited)).one()
    assert (one.person_id, one.perspective, one.lead, one.words) == (
        there.ama.id,
        "peer",
        True,
        "Would you?",
    )
    assert len(team_of(there.draft)) == 1
    assert "We hope for an answer" in office.get(f"/staff/classes/{there.draft.id}").text
    office.press(f"/staff/joinings/{one.id}/withdraw", page="/staff/board")
    assert db.session.get_one(Joining, one.id).answer == "withdrawn"


def test_a_perspective_is_needed(there: Any, sign_in_as: Any) -> None:
    office = sign_in_as(there.office)
    url = f"/staff/classes/{there.draft.id}/team/{there.ama.id}/invite"
    assert office.submit(url, perspective="boss").status_code == 422
    assert office.submit(url, perspective=None).status_code == 422


def test_whoever_is_in_the_team_is_not_invited(there: Any, sign_in_as: Any) -> None:
    office, nurse = sign_in_as(there.office), there.draft.team[0].person_id
    url = f"/staff/classes/{there.draft.id}/team/{nurse}/invite"
    answer = office.submit(url, perspective="peer")
    assert answer.status_code == 422
    assert "in this team already" in answer.text


def test_someone_for_one_session_asked_or_put_in(there: Any, sign_in_as: Any) -> None:
    office, url = sign_in_as(there.office), f"/staff/board/sessions/{there.away.id}"
    office.most_statements = 12
    assert "Dee can't be there" in office.get(url).text
    office.press(f"{url}/ask/{there.ama.id}", page=url)
    one = db.session.scalars(select(Joining).where(Joining.invited)).one()
    assert (one.absence_id, one.perspective) == (there.away.id, "")
    answer = office.press(f"{url}/put/{there.kofi.id}", page=url)
    assert answer.location == f"/staff/classes/{there.group.id}"
    assert db.session.scalars(select(Substitute.person_id)).all() == [there.kofi.id]
    assert db.session.get_one(Joining, one.id).answer == "filled"
    assert office.get(url).status_code == 404
    assert len(team_of(there.group)) == 2


def test_what_the_co_teachers_do_not_see_is_said(there: Any, college: Any, sign_in_as: Any) -> None:
    college.scheduled_class(college.course("Alone"), team=[(college.person(), "peer")])
    page = sign_in_as(there.office).get("/staff/board").text
    assert "Only the office sees this" in page.split("Alone")[1]


def test_notes_the_sides_someone_teaches_from(there: Any, college: Any, sign_in_as: Any) -> None:
    office, new = sign_in_as(there.office), college.person("Zoë New")
    assert "Kofi Peer" in office.get("/staff/co-teachers").text
    assert f"/staff/co-teachers/{new.id}" in office.submit("/staff/co-teachers", q="zoe").text
    assert f"/staff/co-teachers/{new.id}" not in office.get("/staff/co-teachers?q=zoe").text
    office.submit(f"/staff/co-teachers/{new.id}", relative="y", peer="y")
    assert db.session.get_one(CoTeacher, new.id).perspectives == ["peer", "relative"]
    office.submit(f"/staff/co-teachers/{new.id}", peer=None)
    db.session.expire_all()
    assert db.session.get_one(CoTeacher, new.id).perspectives == ["relative"]


@pytest.mark.parametrize("url", ["/staff/board", "/staff/co-teachers", "/staff/board/sessions/1"])
def test_it_is_for_the_office(there: Any, sign_in_as: Any, url: str) -> None:
    assert sign_in_as(there.kofi).get(url).status_code == 403


def test_a_double_press_and_an_unknown_one(there: Any, sign_in_as: Any) -> None:
    office = sign_in_as(there.office)
    assert office.press("/staff/joinings/99999/yes").status_code == 404
    assert office.press("/staff/board/sessions/99999/put/1").status_code == 404
    assert db.session.scalars(select(Absence.id)).all() == [there.away.id]


def test_its_tasks_say_which_class_and_which_session(there: Any, sign_in_as: Any) -> None:
    office = sign_in_as(there.office)
    page = office.get("/staff/tasks").text
    assert "<p>Food and mood</p>" in page
    assert "<p>Walk and talk, Friday 20 March, " in page
    task = db.session.scalars(select(Absence.task_id)).one()
    assert (
        f'<a href="/staff/classes/{there.group.id}">Walk and talk</a>, Friday'
        in office.get(f"/staff/tasks/{task}").text
    )
