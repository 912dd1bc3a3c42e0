"""Signed out while a page was open: what was typed on it is not lost."""

from __future__ import annotations

import pytest

PAGE = "/my-learning/plan"
TYPED = {"words": "I would like to sing again.", "ticked": ["a", "b"], "csrf_token": "old"}
OURS = {"Referer": f"http://localhost{PAGE}"}


def press(client, page="/account/details", **headers):
    return client.post(page, data=TYPED, headers=headers)


def test_it_is_shown_and_can_be_sent_after_signing_in(client) -> None:
    answer = press(client, **OURS)
    assert answer.status_code == 401
    assert "I would like to sing again." in answer.text
    assert f"/account/sign-in?next={PAGE}" in answer.text.replace("%2F", "/")
    for value in ("a", "b"):
        assert f'<input type="hidden" name="ticked" value="{value}">' in answer.text
    assert 'value="old"' not in answer.text
    assert client.statements == []


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Referer": "https://elsewhere.example/my-learning"},
        {"Referer": "http://localhost.elsewhere.example/"},
        OURS | {"Accept": "application/json"},
    ],
)
def test_others_cannot_put_words_into_anyones_mouth(client, headers) -> None:
    """A page elsewhere that sends a form here is answered with the sign-in page and no more."""
    answer = press(client, **headers)
    assert (answer.status_code, "sign-in" in answer.location) == (303, True)


@pytest.mark.parametrize("name", ["password", "new_password", "code"])
def test_a_password_is_never_shown(client, name) -> None:
    answer = client.post("/account/password", data=TYPED | {name: "hush hush"}, headers=OURS)
    assert answer.status_code == 303


def test_a_mere_press_goes_to_sign_in_and_back(client) -> None:
    answer = client.post("/account/details", data={"csrf_token": "old"}, headers=OURS)
    assert answer.status_code == 303
    assert answer.location.endswith(f"next={PAGE}".replace("/", "%2F")) or PAGE in answer.location
