"""Who may have the materials of a class: its people, for their time, and nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from recoverycollege.classes.models import Material, MaterialPiece
from recoverycollege.classes.rules.materials import STUDENTS_FOR
from recoverycollege.database import db
from recoverycollege.enrolment.links import token_for
from recoverycollege.enrolment.services.calling_off import call_off


@pytest.fixture
def group(college):
    return college.scheduled_class(college.course("Food and mood"))


@pytest.fixture
def hand_out(group, time):
    return add(group, time, for_students=True)


def add(group, time, title="Soup.pdf", **columns):
    file = {"content_type": "application/pdf", "size": 4, "sha256": title, "url": ""}
    given = file | {"added_by_id": group.team[0].person_id, "added_at": time.now}
    row = Material(class_id=group.id, title=title, **(given | columns))
    db.session.add(row)
    db.session.flush()
    db.session.add(MaterialPiece(material_id=row.id, position=0, content=b"soup"))
    db.session.commit()
    return row


def way_to(row):
    return f"/classes/{row.class_id}/materials/{row.id}"


@pytest.mark.both
@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("enrolled", 200),
        ("completed", 200),
        ("waiting", 404),
        ("offered", 404),
        ("declined", 404),
        ("lapsed", 404),
        ("withdrawn", 404),
    ],
)
def test_a_place_on_the_class_opens_them(college, sign_in_as, group, hand_out, state, status):
    place = college.enrol(group, state=state)
    client = sign_in_as(place.person)
    assert client.get(way_to(hand_out)).status_code == status
    page = client.get(f"/places/{place.id}").text
    assert ("Soup.pdf" in page) == (status == 200)
    assert ("1 file or link for you" in client.get("/my-learning").text) == (status == 200)


@pytest.mark.both
@pytest.mark.parametrize("late", [timedelta(minutes=-1), timedelta(minutes=1)])
def test_until_a_month_after_the_class(college, sign_in_as, group, hand_out, time, late):
    place = college.enrol(group, state="completed")
    time.set(max(s.ends_at for s in group.sessions) + STUDENTS_FOR + late)
    client = sign_in_as(place.person)
    open_still = late < timedelta(0)
    assert client.get(way_to(hand_out)).status_code == (200 if open_still else 404)
    assert ("Soup.pdf" in client.get(f"/places/{place.id}").text) == open_still


def test_what_is_for_the_team_is_for_the_team(college, sign_in_as, group, time):
    notes = add(group, time, "Notes.pdf")
    place = college.enrol(group)
    client = sign_in_as(place.person)
    assert client.get(way_to(notes)).status_code == 404
    assert "Notes.pdf" not in client.get(f"/places/{place.id}").text
    assert sign_in_as(group.team[0].person).get(way_to(notes)).data == b"soup"


@pytest.mark.parametrize(
    "who", ["stranger", "student elsewhere", "co-teacher", "office", "manager"]
)
def test_nobody_else_has_them(college, sign_in_as, hand_out, who):
    elsewhere = college.scheduled_class()
    people = {
        "stranger": college.person,
        "student elsewhere": lambda: college.enrol(elsewhere).person,
        "co-teacher": lambda: elsewhere.team[0].person,
        "office": college.office,
        "manager": college.manager,
    }
    client = sign_in_as(people[who]())
    answer = client.get(way_to(hand_out))
    absent = client.get(f"/classes/{hand_out.class_id}/materials/98765")
    assert answer.status_code == absent.status_code == 404
    assert answer.text == absent.text
    assert not any("material_piece" in statement for statement in client.statements)


def test_not_by_the_number_of_another_class(college, sign_in_as, group, hand_out):
    """Someone on two classes has each thing at its own class's address only."""
    person = college.enrol(group).person
    other = college.scheduled_class()
    college.enrol(other, person)
    answer = sign_in_as(person).get(f"/classes/{other.id}/materials/{hand_out.id}")
    assert answer.status_code == 404


def test_without_sign_in_nothing_is_looked_up(client, hand_out):
    assert client.get(way_to(hand_out)).status_code == 303
    assert client.statements == []


def test_a_class_called_off_has_nothing_for_students(college, sign_in_as, group, hand_out, time):
    place = college.enrol(group)
    call_off(group.id, time.now, college.office().id)
    db.session.commit()
    assert sign_in_as(place.person).get(way_to(hand_out)).status_code == 404


def test_a_link_leads_where_it_says(college, sign_in_as, group, time):
    link = add(group, time, "A film", for_students=True, url="https://film.example/a", sha256="")
    place = college.enrol(group)
    client = sign_in_as(place.person)
    page = client.get(f"/places/{place.id}").text
    assert 'href="https://film.example/a" rel="noreferrer"' in page
    assert "Link to film.example" in page
    assert client.get(way_to(link)).status_code == 404


def test_pages_stay_within_their_statements(college, sign_in_as, group, hand_out):
    place = college.enrol(group)
    client = sign_in_as(place.person)
    for page in (f"/places/{place.id}", "/my-learning", way_to(hand_out)):
        client.get(page)
        assert len(client.statements) <= 12, page


def test_a_letters_link_shows_none_of_it(app, college, client, group, hand_out):
    place = college.enrol(group)
    token = token_for(app.extensions["settings"].secret_key, place.id, place.person_id)
    assert "Soup.pdf" not in client.get(f"/places/link/{token}").text
