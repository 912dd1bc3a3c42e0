"""Nobody but the office plans: signed out leads to the sign-in page, all others get 403."""

from __future__ import annotations

from typing import Any

import pytest

PAGES = [
    "/staff/courses",
    "/staff/courses/new",
    "/staff/courses/1",
    "/staff/courses/1/edit",
    "/staff/terms",
    "/staff/terms/new",
    "/staff/venues",
    "/staff/venues/1",
    "/staff/classes",
    "/staff/classes/new",
    "/staff/classes/1",
    "/staff/classes/1/edit",
    "/staff/classes/1/call-off",
    "/staff/classes/1/dates/add",
    "/staff/classes/1/dates/1",
    "/staff/classes/1/dates/1/remove",
    "/staff/classes/1/team/add",
    "/staff/classes/1/team/1",
    "/staff/classes/1/team/1/remove",
]
POSTS = ["/staff/classes/1/open", "/staff/classes/1/capacity", *PAGES[1:4:2], PAGES[12]]


@pytest.mark.parametrize("page", PAGES)
def test_signed_out_leads_to_sign_in(client: Any, page: str) -> None:
    answer = client.get(page)
    assert answer.status_code == 303
    assert answer.location.startswith("/account/sign-in")


def test_students_and_co_teachers_are_told_no(college: Any, client: Any, sign_in_as: Any) -> None:
    found = college.scheduled_class(state="draft")
    for person in (college.person(), found.team[0].person):
        sign_in_as(person)
        assert {client.get(page).status_code for page in PAGES} == {403}
        assert {client.press(url).status_code for url in POSTS} == {403}


def test_a_post_signed_out_changes_nothing(college: Any, client: Any) -> None:
    college.scheduled_class(state="draft")
    for url in POSTS:
        assert client.press(url).status_code == 303
