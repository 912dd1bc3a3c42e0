"""What is compressed, and what browsers keep."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

GZIP = {"Accept-Encoding": "gzip"}


@pytest.fixture
def plain(app) -> FlaskClient:
    """A client that does not read what it fetches."""
    return FlaskClient(app)


def test_public_pages_are_compressed(plain) -> None:
    answer = plain.get("/how-it-works", headers=GZIP)
    assert answer.headers["Content-Encoding"] == "gzip"


def test_a_page_with_a_form_token_is_not(client) -> None:
    assert "Content-Encoding" not in client.get("/account/sign-in", headers=GZIP).headers


def test_a_page_of_someone_is_not(client, college, sign_in_as) -> None:
    sign_in_as(college.person("Sam Field"))
    for path in ("/how-it-works", "/my-learning"):
        assert "Content-Encoding" not in client.get(path, headers=GZIP).headers


def test_the_stylesheet_is_small_and_kept_for_a_year(app, plain) -> None:
    with app.test_request_context():
        address = app.extensions["static_url"]("css/site.css")
    answer = plain.get(address, headers=GZIP)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.data) < 12_000
    assert "immutable" in answer.headers["Cache-Control"]


def test_a_static_file_without_its_version_is_asked_for_again(client) -> None:
    assert "immutable" not in client.get("/static/css/site.css").headers["Cache-Control"]
