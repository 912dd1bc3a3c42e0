"""The team of a class: who can't be there, who steps in, and what they may open."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from recoverycollege.accounts.models import Task
from recoverycollege.classes.models import Absence, Joining, Material, Substitute
from recoverycollege.classes.rules.gate import missing_for
from recoverycollege.classes.services import absences, dates
from recoverycollege.database import begin_write, db
from recoverycollege.refusals import Refused


def tasks(*, done: bool = False) -> list[str]:
    query = select(Task.words).where(Task.done_at.is_not(None) if done else Task.done_at.is_(None))
    return list(db.session.scalars(query.order_by(Task.id)))


@pytest.fixture
def kofi(college: Any) -> Any:
    person = college.person("Kofi Step")
    college.co_teacher(person, "peer")
    return person


@pytest.fixture
def away(taught: Any, time: Any) -> Absence:
    """Dee can't be there the second time."""
    db.session.rollback()
    begin_write()
    row = absences.cannot_come(taught.group.sessions[1], taught.dee.id, time.now)
    db.session.commit()
    return row


@pytest.fixture
def steps_in(away: Any, taught: Any, kofi: Any, time: Any) -> Absence:
    db.session.rollback()
    begin_write()
    absences.put_in_for(away.id, kofi.id, now=time.now, by_id=taught.ravi.id)
    db.session.commit()
    return away


def test_i_cannot_be_there_and_can_after_all(taught: Any, sign_in_as: Any) -> None:
    client, session = sign_in_as(taught.dee), taught.group.sessions[1]
    url = f"/teaching/classes/{taught.group.id}/team"
    for _twice in range(2):
        assert client.press(f"/teaching/sessions/{session.id}/away").location == url
    assert len(db.session.scalars(select(Absence)).all()) == 1
    assert tasks() == ["team_away"]
    for page in (url, f"/teaching/classes/{taught.group.id}"):
        assert "Dee cannot be there. Someone is looked for." in client.get(page).text
    client.press(f"/teaching/sessions/{session.id}/back", page=url)
    assert db.session.scalars(select(Absence)).all() == []
    assert (tasks(), tasks(done=True)) == ([], ["team_away"])


def test_not_once_the_session_has_begun(taught: Any, sign_in_as: Any, time: Any) -> None:
    time.move(hours=2)
    client, session = sign_in_as(taught.dee), taught.group.sessions[0]
    assert client.press(f"/teaching/sessions/{session.id}/away").status_code == 409


def test_offers_to_step_in_are_answered_by_the_lead(
    app: Any, away: Any, taught: Any, kofi: Any, sign_in_as: Any
) -> None:
    taught.group.team[1].lead = True  # Ravi
    offering = sign_in_as(kofi)
    page = offering.get("/teaching/board").text
    assert "Someone to step in for one session" in page
    assert offering.press(f"/teaching/board/sessions/{away.id}").status_code == 303
    one = db.session.scalars(select(Joining)).one()
    url = f"/teaching/classes/{taught.group.id}/offers/{one.id}/yes"
    dee = sign_in_as(taught.dee, app.test_client())
    assert "Kofi Step" not in dee.get(f"/teaching/classes/{taught.group.id}/team").text
    assert dee.press(url).status_code == 404
    ravi = sign_in_as(taught.ravi, app.test_client())
    ravi.press(url, page=f"/teaching/classes/{taught.group.id}/team")
    assert db.session.scalars(select(Substitute.person_id)).all() == [kofi.id]
    assert "Kofi Step steps in for Dee." in ravi.get(f"/teaching/classes/{taught.group.id}").text
    [letter] = offering.letters("kofi")
    assert "Yes, please" in letter.body


def test_a_substitute_opens_that_session_and_nothing_else(
    taught: Any, steps_in: Any, kofi: Any, sign_in_as: Any
) -> None:
    client, group = sign_in_as(kofi), taught.group
    register = f"/teaching/sessions/{group.sessions[1].id}/register"
    page = client.get(register).text
    assert "Kofi Step steps in for Dee." in page
    assert "Ada Lark" in page
    assert f"/teaching/sessions/{group.sessions[0].id}/register" not in page
    assert len(client.statements) <= 6
    mark = {f"mark-{taught.places[0].id}": "told_us"}
    assert client.press(register, **mark).status_code == 303
    page = client.get(f"/teaching/classes/{group.id}").text
    assert "You step in" in page
    assert "A seat by the door" in page
    assert "You step in" in client.get("/teaching").text
    closed = [
        f"/teaching/sessions/{group.sessions[0].id}/register",
        f"/teaching/sessions/{group.sessions[2].id}/register",
        f"/teaching/classes/{group.id}/team",
        f"/teaching/classes/{group.id}/shown",
        f"/teaching/classes/{group.id}/feedback",
        f"/teaching/classes/{group.id}/paper/after",
    ]
    for url in closed:
        assert client.get(url).status_code == 404, url
    assert client.press(closed[0], **mark).status_code == 404
    assert client.press(f"/teaching/sessions/{group.sessions[1].id}/away").status_code == 404


def test_until_the_day_after(
    taught: Any, steps_in: Any, kofi: Any, sign_in_as: Any, time: Any
) -> None:
    client, session = sign_in_as(kofi), taught.group.sessions[1]
    pages = (f"/teaching/sessions/{session.id}/register", f"/teaching/classes/{taught.group.id}")
    ends_at = session.ends_at
    for hours, status in ((23, 200), (25, 404)):
        time.set(ends_at)
        time.move(hours=hours)
        assert [client.get(page).status_code for page in pages] == [status, status]


def test_the_team_and_its_gate_stay(taught: Any, steps_in: Any) -> None:
    team = [member.perspective for member in taught.group.team]
    assert missing_for("course", team) == []
    assert len(team) == 2


def test_whoever_steps_in_can_step_out(
    taught: Any, steps_in: Any, kofi: Any, sign_in_as: Any
) -> None:
    client = sign_in_as(kofi)
    url = f"/teaching/substitutes/{steps_in.id}/leave"
    assert client.press(url, page=f"/teaching/classes/{taught.group.id}").location == "/teaching"
    assert client.get(f"/teaching/classes/{taught.group.id}").status_code == 404
    assert tasks() == ["team_away"]
    assert client.press(url).status_code == 404


def test_they_hear_when_they_are_not_needed(
    taught: Any, steps_in: Any, sign_in_as: Any, client: Any
) -> None:
    client.letters()
    session = taught.group.sessions[1]
    sign_in_as(taught.dee).press(f"/teaching/sessions/{session.id}/back")
    [letter] = client.letters("kofi")
    assert "You need not step in" in letter.body


def test_a_date_that_is_taken_out_takes_its_absence_along(
    taught: Any, steps_in: Any, time: Any
) -> None:
    db.session.rollback()
    begin_write()
    dates.remove_session(taught.group.sessions[1].id, now=time.now, by_id=taught.ravi.id)
    db.session.commit()
    assert db.session.scalars(select(Absence)).all() == []
    assert db.session.scalars(select(Substitute)).all() == []


def test_the_team_sees_what_each_brings(taught: Any, sign_in_as: Any) -> None:
    """Among themselves; the page says what others see."""
    page = sign_in_as(taught.dee).get(f"/teaching/classes/{taught.group.id}/team").text
    assert "Dee (lived experience)" in page
    assert "Led by our team" in page


def test_while_a_class_is_planned_nobody_is_looked_for_in_its_place(
    college: Any, sign_in_as: Any, time: Any
) -> None:
    """Whoever stepped in would see who teaches, and on the board which side is missing."""
    dee = college.person("Dee Peer")
    found = college.scheduled_class(state="draft", team=[(dee, "peer")])
    client = sign_in_as(dee)
    page = client.get(f"/teaching/classes/{found.id}/team").text
    assert "/away" not in page
    assert "This class is not open yet" in page
    db.session.rollback()
    begin_write()
    with pytest.raises(Refused):
        absences.cannot_come(found.sessions[0], dee.id, time.now)
    assert db.session.scalar(select(Absence)) is None


def test_whoever_steps_in_reads_plan_and_materials_and_changes_neither(
    client: Any, steps_in: Any, kofi: Any, sign_in_as: Any, taught: Any, time: Any
) -> None:
    class_id, session_id = taught.group.id, taught.group.sessions[1].id
    file = Material(class_id=class_id, title="Loaf.pdf", content_type="application/pdf", size=1)
    file.added_by_id, file.added_at, file.sha256 = taught.dee.id, time.now, "0" * 64
    db.session.add(file)
    db.session.commit()
    sign_in_as(kofi)
    of_file = f"/classes/{class_id}/materials/{file.id}"
    assert of_file in client.get(f"/teaching/classes/{class_id}").text
    plan = client.get(f"/teaching/sessions/{session_id}/plan")
    assert (plan.status_code, "/plan/edit" in plan.text) == (200, False)
    assert client.get(of_file).status_code == 200
    for shut in (
        f"/teaching/sessions/{session_id}/plan/edit",
        f"/teaching/sessions/{taught.group.sessions[0].id}/plan",
        f"/teaching/classes/{class_id}/materials",
    ):
        assert client.get(shut).status_code == 404
    time.move(days=20)
    sign_in_as(kofi)
    for over in (of_file, f"/teaching/sessions/{session_id}/plan"):
        assert client.get(over).status_code == 404
