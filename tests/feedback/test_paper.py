"""Feedback forms on paper: a sheet for each person, printed by the office or the team."""

from __future__ import annotations

import re

import pytest

from recoverycollege.feedback.rules.codes import sheet_of


def sheets(page) -> list[str]:
    found = re.findall(r'<section class="sheet">.*?</section>', page.text, re.S)
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", sheet)) for sheet in found]


@pytest.fixture
def place(college, coming):
    college.enrol(coming, college.person("Wen Li"))
    college.enrol(coming, college.person("Not Coming"), state="withdrawn")
    return college.enrol(coming, college.person("Ada Field"))


def test_a_sheet_for_each_person_and_blank_ones(college, sign_in_as, keys, coming, place) -> None:
    client = sign_in_as(college.office())
    page = client.get(f"/staff/feedback/paper/{coming.id}/before")
    assert page.headers["Cache-Control"] == "no-store"
    one, other, *blank = sheets(page)
    assert "Ada Field" in one and "Wen Li" in other
    assert sheet_of(keys.answer_key, place.id, "before") in one
    assert "Not Coming" not in page.text
    assert len(blank) == 3
    assert not any(re.search(r"\b[A-HJKMNP-Z]{6}\b", sheet) for sheet in blank)
    for words in ("I feel able to ask for company.", "Very much", "Not at all", "rather not say"):
        assert words in one
    assert "part of the group" not in one


def test_after_has_six_questions_a_box_and_help(college, sign_in_as, keys, coming, place) -> None:
    college.support_entry()
    client = sign_in_as(college.office())
    page = client.get(f"/staff/feedback/paper/{coming.id}/after")
    sheet = sheets(page)[0]
    assert sheet.count("Very much") == 6
    assert "sheet-writing" in page.text
    assert sheet.rstrip().endswith("A listening line: 01632 960 200 .")
    assert sheet_of(keys.answer_key, place.id, "after") in sheet
    assert sheet_of(keys.answer_key, place.id, "before") not in sheet


def test_the_team_prints_for_its_own_class(college, sign_in_as, course, place, coming) -> None:
    teacher = coming.team[0].person
    client = sign_in_as(teacher)
    assert len(sheets(client.get(f"/teaching/classes/{coming.id}/paper/before"))) == 5
    other = college.scheduled_class(course)
    assert client.get(f"/teaching/classes/{other.id}/paper/before").status_code == 404
    assert client.get(f"/staff/feedback/paper/{coming.id}/before").status_code == 403


@pytest.mark.parametrize("wave", ["mid", "later", ""])
def test_other_forms_are_not_there(college, sign_in_as, coming, wave) -> None:
    client = sign_in_as(college.office())
    assert client.get(f"/staff/feedback/paper/{coming.id}/{wave}").status_code == 404


def test_not_for_a_class_that_does_not_run(college, sign_in_as, course) -> None:
    off = college.scheduled_class(course, state="called_off")
    client = sign_in_as(college.office())
    assert client.get(f"/staff/feedback/paper/{off.id}/before").status_code == 404
    assert client.get(f"/staff/feedback/entry/{off.id}/before").status_code == 404
    assert "Forms on paper" not in client.get(f"/staff/classes/{off.id}").text


def test_pages_of_a_class_lead_there(college, sign_in_as, coming) -> None:
    page = sign_in_as(college.office()).get(f"/staff/classes/{coming.id}").text
    assert f"/staff/feedback/paper/{coming.id}/after" in page
    assert f"/staff/feedback/entry/{coming.id}/before" in page
    page = sign_in_as(coming.team[0].person).get(f"/teaching/classes/{coming.id}").text
    assert f"/teaching/classes/{coming.id}/paper/before" in page
    assert f"/teaching/classes/{coming.id}/qr/after" in page


def test_each_sheet_is_one_printed_page(live_server, open_page) -> None:
    """The after form is the longest; a cover for whoever hands them out comes first."""
    college = live_server.college
    group = college.scheduled_class(college.course(outcomes=("tell a whole story " * 5,) * 2))
    college.support_entry()
    for _ in range(2):
        college.enrol(group)
    page = open_page(
        live_server, f"/staff/feedback/paper/{group.id}/after", person=college.office()
    )
    margins = dict.fromkeys(("top", "bottom", "left", "right"), "1.5cm")
    printed = page.pdf(format="A4", margin=margins)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1 + 2 + 3
