"""Taking the lead where nobody has it, leaving, and being taken out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from recoverycollege.catalogue.models import CourseDesign, Designer
from recoverycollege.catalogue.services.designs import earlier_designers, open_design
from recoverycollege.catalogue.services.ideas import send_idea, take_up
from recoverycollege.database import begin_write, db
from recoverycollege.history import Entry


@pytest.fixture
def peer(college: Any) -> Any:
    return college.person("Dee Peer")


@pytest.fixture
def nurse(college: Any) -> Any:
    return college.person("Ravi Nurse")


@pytest.fixture
def design(college: Any, peer: Any, nurse: Any) -> Any:
    made = college.design((peer, "peer"), (nurse, "practitioner"))
    for one in made.designers:
        one.signed_version, one.signed_at = 1, made.opened_at
    made.state, made.agreed_at = "agreed", made.opened_at
    db.session.commit()
    return made


def leads(design_id: int) -> list[int]:
    db.session.expire_all()
    query = select(Designer.person_id).where(Designer.design_id == design_id, Designer.lead)
    return list(db.session.scalars(query))


@pytest.mark.both
def test_who_leaves_takes_their_signature_and_leaves_their_words(
    client: Any, design: Any, peer: Any, nurse: Any, sign_in_as: Any
) -> None:
    sign_in_as(peer).most_statements_of_a_step = 15
    address = f"/design/{design.id}"
    client.press(f"{address}/say/title", kind="comment", words="I would call it rye.")
    answer = client.press(f"{address}/leave", page=address)
    assert (answer.status_code, answer.location) == (303, "/design")
    assert client.get(address).status_code == 404
    assert client.press(f"{address}/leave").status_code == 404
    db.session.expire_all()
    assert (design.state, design.agreed_at) == ("open", None)
    assert [one.person_id for one in design.designers] == [nurse.id]
    sign_in_as(nurse)
    page = client.get(address).text
    assert "I would call it rye." in page
    assert "<strong>Dee Peer</strong>" in page  # beside her words
    assert "Nobody leads yet." in page
    assert client.press(f"{address}/take-lead", page=address).status_code == 303
    assert leads(design.id) == [nurse.id]


def test_nobody_takes_the_lead_from_someone(
    client: Any, design: Any, peer: Any, nurse: Any, sign_in_as: Any
) -> None:
    sign_in_as(nurse)
    assert "I take the lead" not in client.get(f"/design/{design.id}").text
    late = client.press(f"/design/{design.id}/take-lead")
    assert late.status_code == 409
    assert "Someone else leads already." in late.text
    assert leads(design.id) == [peer.id]


def test_the_office_takes_someone_out_with_a_reason(
    client: Any, design: Any, college: Any, nurse: Any, sign_in_as: Any
) -> None:
    sign_in_as(college.office()).most_statements_of_a_step = 15
    address = f"/design/{design.id}"
    out = f"{address}/people/{nurse.id}/take-out"
    assert client.submit(out, page=address, reason=" ").status_code == 422
    assert client.submit(out, page=address, reason="They asked us to.").status_code == 303
    assert client.press(out, reason="Again.").status_code == 404
    db.session.expire_all()
    assert (design.state, len(design.designers)) == ("open", 1)
    entry = db.session.scalars(select(Entry).where(Entry.action == "design.taken_out")).one()
    assert entry.person_id == nurse.id
    assert "They asked us to." in client.get("/staff/history").text


def test_only_the_office_takes_someone_out(
    client: Any, design: Any, peer: Any, nurse: Any, sign_in_as: Any, college: Any
) -> None:
    for person in (peer, nurse, college.person()):
        sign_in_as(person)
        out = f"/design/{design.id}/people/{nurse.id}/take-out"
        assert client.press(out, reason="No.").status_code == 404
    assert len(design.designers) == 2


def test_of_a_round_that_is_over_nobody_leaves(
    client: Any, design: Any, peer: Any, sign_in_as: Any
) -> None:
    design.state = "published"
    db.session.commit()
    sign_in_as(peer)
    for deed in ("leave", "take-lead"):
        late = client.press(f"/design/{design.id}/{deed}")
        assert (late.status_code, "This round is over." in late.text) == (409, True)


def test_who_led_before_leads_again_once_they_say_yes(
    client: Any, college: Any, peer: Any, nurse: Any, sign_in_as: Any, time: Any
) -> None:
    course = college.course("Bread")
    college.design((peer, "peer"), (nurse, "practitioner"), course=course, state="published")
    office_id, again = college.office().id, earlier_designers(course.id)
    db.session.rollback()
    begin_write()
    until = time.now.date() + timedelta(days=30)
    made = open_design(course, until=until, now=time.now, by_id=office_id, invited=again)
    db.session.commit()
    sign_in_as(nurse)
    client.press(f"/design/{made.id}/join")
    assert "Dee Peer" not in client.get(f"/design/{made.id}").text
    sign_in_as(peer)
    client.press(f"/design/{made.id}/join")
    page = client.get(f"/design/{made.id}").text
    assert "Dee Peer</strong> (leads)" in page
    assert leads(made.id) == [peer.id]


def test_a_name_that_anyone_may_send_leads_nothing_before_its_yes(
    client: Any, college: Any, peer: Any, nurse: Any, sign_in_as: Any, time: Any
) -> None:
    office_id, strand_id = college.office().id, college.strand().id
    db.session.rollback()
    begin_write()
    words = {"title": "Bread", "gives": "Company.", "for_whom": ""}
    idea = send_idea(peer, words, now=time.now)
    values = {"title": "Bread", "strand_id": strand_id, "kind": "course"}
    until = time.now.date() + timedelta(days=30)
    made = take_up(idea.id, values, until=until, now=time.now, by_id=office_id)
    db.session.add(
        Designer(design_id=made.id, person_id=nurse.id, invited_at=time.now, joined_at=time.now)
    )
    db.session.commit()
    sign_in_as(nurse)
    assert "Dee Peer" not in client.get(f"/design/{made.id}").text
    sign_in_as(peer)
    assert f"/design/{made.id}" in client.get("/ideas/mine").text
    assert "Would you like to write this course" in client.get(f"/design/{made.id}").text
    assert db.session.scalars(select(CourseDesign.state)).all() == ["open"]
