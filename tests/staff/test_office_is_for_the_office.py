"""Who may open the office's pages: the office; roles and the charter are for managers."""

from __future__ import annotations

from typing import Any

import pytest

PAGES = [
    "/staff",
    "/staff/people",
    "/staff/people/new",
    "/staff/people/1",
    "/staff/people/1/edit",
    "/staff/people/1/stop-letters",
    "/staff/places",
    "/staff/places/new",
    "/staff/places/new/known",
    "/staff/places/1/withdraw",
    "/staff/tasks",
    "/staff/tasks/1",
    "/staff/letters",
    "/staff/letters/1",
    "/staff/history",
    "/staff/support-list",
    "/staff/support-list/new",
    "/staff/support-list/1",
    "/staff/support-list/1/delete",
]
MANAGERS = ["/staff/roles", "/staff/charter"]
POSTS = [
    "/staff/people/1/resume-letters",
    "/staff/places/1/confirm",
    "/staff/tasks/1/take",
    "/staff/letters/1/resend",
    "/staff/letters/1/drop",
    "/staff/support-list/1/up",
    "/staff/support-list/1/checked",
]
ROLE_POST = "/staff/roles/1/manager/give"
STRANGE = ["9223372036854775808", "-1", "abc", "<script>", "1\u202e", "😀", "0x1", "1.5"]


@pytest.mark.parametrize("page", [*PAGES, *MANAGERS])
def test_signed_out_leads_to_sign_in(client: Any, page: str) -> None:
    answer = client.get(page)
    assert answer.status_code == 303
    assert answer.location.startswith("/account/sign-in")


def test_students_and_co_teachers_are_told_no(college: Any, client: Any, sign_in_as: Any) -> None:
    teacher = college.scheduled_class().team[0].person
    for person in (college.person(), teacher):
        sign_in_as(person)
        assert {client.get(page).status_code for page in [*PAGES, *MANAGERS]} == {403}
        assert {client.press(url).status_code for url in [*POSTS, ROLE_POST]} == {403}


def test_roles_and_charter_are_for_managers(college: Any, client: Any, sign_in_as: Any) -> None:
    sign_in_as(college.office())
    assert {client.get(page).status_code for page in MANAGERS} == {403}
    assert client.press(ROLE_POST).status_code == 403
    sign_in_as(college.manager())
    assert {client.get(page).status_code for page in MANAGERS} == {200}


def test_what_is_not_there_is_not_found(college: Any, client: Any, sign_in_as: Any) -> None:
    sign_in_as(college.office())
    gone = [page.replace("/1", "/999") for page in PAGES if "/1" in page]
    assert {client.get(page).status_code for page in gone} == {404}
    assert {client.press(url.replace("/1", "/999")).status_code for url in POSTS} == {404}


@pytest.mark.parametrize("value", STRANGE)
def test_strange_numbers_find_nothing(
    college: Any, client: Any, sign_in_as: Any, value: str
) -> None:
    sign_in_as(college.office())
    for page in ("/staff/people/", "/staff/letters/", "/staff/tasks/", "/staff/support-list/"):
        assert client.get(page + value).status_code == 404
    for page in ("/staff/places", "/staff/places/new", "/staff/people/new"):
        assert client.get(page, query_string={"class_id": value}).status_code == 404


@pytest.mark.parametrize("value", [*STRANGE, "", "a" * 10_000, "\x00", "%", "_", "'", "\\"])
def test_strange_searches_are_only_searches(
    college: Any, client: Any, sign_in_as: Any, value: str
) -> None:
    sign_in_as(college.office())
    asked = dict.fromkeys(("q", "name", "kind", "state", "topic", "since", "on", "page"), value)
    for page in ("people", "places", "tasks", "letters", "history", "people/new"):
        assert client.get(f"/staff/{page}", query_string=asked).status_code == 200


def test_a_page_that_grew_old_asks_for_one_more_press(
    college: Any, client: Any, sign_in_as: Any
) -> None:
    sign_in_as(college.office())
    place = college.enrol(college.scheduled_class())
    answer = client.post(f"/staff/places/{place.id}/withdraw", data={"back": "class"})
    assert answer.status_code == 422
    assert "Please press once more" in answer.text
    assert 'name="back" value="class"' in answer.text
