"""The team of a class: the office says who, each co-teacher says what is shown."""

from __future__ import annotations

import re
from typing import Any

import pytest

from recoverycollege.database import db

pytestmark = pytest.mark.usefixtures("client")


@pytest.fixture
def office(college: Any, sign_in_as: Any) -> Any:
    return sign_in_as(college.office())


def perspectives(found: Any) -> list[str]:
    db.session.expire_all()
    return [member.perspective for member in found.team]


def test_adds_someone_found_by_part_of_a_name(office: Any, college: Any) -> None:
    found = college.scheduled_class(state="draft", team=[])
    person = college.person("Zoë Marsh")
    page = office.submit(f"/staff/classes/{found.id}/team/add", q="zoe").text
    assert f"/staff/classes/{found.id}/team/{person.id}" in page
    answer = office.submit(
        f"/staff/classes/{found.id}/team/{person.id}",
        perspective="relative",
        lead="y",
        perspective_scope="public",
        name_scope="public",
    )
    assert answer.status_code == 303
    assert perspectives(found) == ["relative"]
    member = found.team[0]
    assert (member.name_scope, member.perspective_scope, member.lead) == ("team", "team", True)


def side(page: str) -> str:
    """The perspective that is chosen on a page; empty: none."""
    found = re.search(r'checked[^>]* value="(\w+)"', page)
    return found.group(1) if found else ""


def test_begins_with_the_side_that_is_missing_and_theirs(office: Any, college: Any) -> None:
    dee, kofi = college.person("Dee"), college.person("Kofi")
    college.co_teacher(kofi, "peer", "relative")
    found = college.scheduled_class(state="draft", team=[(dee, "peer")])
    pages = {who: f"/staff/classes/{found.id}/team/{who.id}" for who in (dee, kofi)}
    assert side(office.get(pages[kofi]).text) == "relative"
    college.co_teacher(dee, "relative")
    assert side(office.get(pages[dee]).text) == "peer"  # as she is in this team
    assert side(office.get(f"/staff/classes/{found.id}/team/{college.person().id}").text) == ""


def test_another_perspective_is_hidden_again(office: Any, college: Any) -> None:
    shown = {"perspective_scope": "public", "words": "lived experience", "name_scope": "public"}
    person = college.person("Dee")
    found = college.scheduled_class(state="draft", team=[(person, "peer", shown)])
    office.submit(f"/staff/classes/{found.id}/team/{person.id}", perspective="relative")
    assert perspectives(found) == ["relative"]
    member = found.team[0]
    assert (member.perspective_scope, member.words, member.name_scope) == ("team", "", "public")


def test_takes_someone_out_of_a_draft(office: Any, college: Any) -> None:
    found = college.scheduled_class(state="draft")
    peer = found.team[0].person_id
    assert office.submit(f"/staff/classes/{found.id}/team/{peer}/remove").status_code == 303
    assert perspectives(found) == ["practitioner"]


def test_an_open_class_keeps_its_team(office: Any, college: Any) -> None:
    found = college.scheduled_class()
    peer = found.team[0].person_id
    url = f"/staff/classes/{found.id}/team/{peer}"
    answer = office.submit(f"{url}/remove", reason="I am not a manager")
    assert answer.status_code == 422
    assert "A co-teacher who is a peer" in answer.text
    assert office.submit(url, perspective="relative", reason="No").status_code == 422
    assert perspectives(found) == ["peer", "practitioner"]


def test_a_manager_may_with_a_reason(college: Any, sign_in_as: Any) -> None:
    manager = sign_in_as(college.manager())
    found = college.scheduled_class()
    peer = found.team[0].person_id
    url = f"/staff/classes/{found.id}/team/{peer}/remove"
    assert manager.submit(url).status_code == 422
    assert manager.submit(url, reason="She is ill, we look for someone").status_code == 303
    assert perspectives(found) == ["practitioner"]


def test_a_team_that_was_not_complete_can_still_change(office: Any, college: Any) -> None:
    nurse, relative = college.person(), college.person()
    found = college.scheduled_class(team=[(nurse, "practitioner")])
    url = f"/staff/classes/{found.id}/team/{relative.id}"
    assert office.submit(url, perspective="relative").status_code == 303
    assert perspectives(found) == ["practitioner", "relative"]


def test_a_perspective_is_one_of_three(office: Any, college: Any) -> None:
    found, person = college.scheduled_class(state="draft", team=[]), college.person()
    answer = office.submit(f"/staff/classes/{found.id}/team/{person.id}", perspective="boss")
    assert answer.status_code == 422
    assert perspectives(found) == []


def test_someone_erased_cannot_be_added(office: Any, college: Any, time: Any) -> None:
    found, gone = college.scheduled_class(), college.person(erased_at=time.now)
    assert office.get(f"/staff/classes/{found.id}/team/{gone.id}").status_code == 404
