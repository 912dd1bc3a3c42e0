"""My classes, and the page of one: for its co-teachers, and for nobody else."""

from __future__ import annotations

import pytest


def test_my_classes_begin_with_the_next(college, sign_in_as, taught):
    later = college.scheduled_class(college.course("Walk and talk"), team=[(taught.dee, "peer")])
    college.enrol(later, state="waiting")
    college.scheduled_class(college.course("Somebody else's"))
    client = sign_in_as(taught.dee)
    page = client.get("/teaching").text
    assert page.index("Food and mood") < page.index("Walk and talk")
    assert "3 people come" in page
    assert "0 people come, 1 is waiting" in page
    assert "Somebody else" not in page
    assert f'href="/teaching/sessions/{taught.group.sessions[0].id}/register"' in page
    assert len(client.statements) <= 12


def test_a_class_page_shows_who_comes_and_what_helps(college, sign_in_as, taught):
    college.enrol(taught.group, college.person("Dan Waiting"), state="waiting")
    college.enrol(taught.group, college.person("Eve Asking"), state="offered", offer="own")
    college.enrol(taught.group, college.person("Fay Gone"), state="withdrawn")
    client = sign_in_as(taught.ravi)
    page = client.get(f"/teaching/classes/{taught.group.id}").text
    for part in ("Ada Lark", "Ben Moss", "Cyd Reed", "A seat by the door", "3 people have a place",
                 "1 is in line", "1 place is being kept", "Dee", "Ravi"):  # fmt: skip
        assert part in page
    for hidden in ("Hears voices", "Dan Waiting", "Eve Asking", "Fay Gone", "@mail.example"):
        assert hidden not in page
    assert len(client.statements) <= 12


def test_a_class_page_says_who_cannot_come_next_time(college, sign_in_as, taught):
    first, second = taught.group.sessions[:2]
    college.mark(first, taught.places[0], "told_us")
    college.mark(second, taught.places[1], "told_us")
    text = sign_in_as(taught.dee).get(f"/teaching/classes/{taught.group.id}").text
    assert text.count("can't come next time") == 1
    assert text.index("Ada Lark") < text.index("can't come next time") < text.index("Ben Moss")


def test_a_need_told_to_the_office_stays_there(sign_in_as, taught):
    client = sign_in_as(taught.dee)
    for page in (
        f"/teaching/classes/{taught.group.id}",
        f"/teaching/sessions/{taught.group.sessions[0].id}/register",
    ):
        text = client.get(page).text
        assert "A seat by the door" in text
        assert "Hears voices" not in text


@pytest.mark.parametrize("who", ["student", "office", "nobody"])
def test_it_is_for_co_teachers(client, college, sign_in_as, taught, who):
    pages = [
        "/teaching",
        f"/teaching/classes/{taught.group.id}",
        f"/teaching/sessions/{taught.group.sessions[0].id}/register",
        f"/teaching/classes/{taught.group.id}/shown",
    ]
    if who != "nobody":
        sign_in_as(taught.people[0] if who == "student" else college.office())
    for page in pages:
        assert client.get(page).status_code == (303 if who == "nobody" else 403)


def test_a_class_of_others_is_absent(college, sign_in_as, taught):
    other = college.scheduled_class()
    client = sign_in_as(taught.dee)
    pages = [
        ("/teaching/classes/{}", other.id),
        ("/teaching/classes/{}/shown", other.id),
        ("/teaching/sessions/{}/register", other.sessions[0].id),
    ]
    for page, number in pages:
        foreign, absent = client.get(page.format(number)), client.get(page.format(2**31 - 1))
        assert foreign.status_code == absent.status_code == 404
        assert foreign.text == absent.text
    for page, number in pages[1:]:
        assert client.press(page.format(number)).status_code == 404
