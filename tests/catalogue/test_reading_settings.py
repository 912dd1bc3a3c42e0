"""Reading settings: a cookie, classes on <html>, no script."""

from __future__ import annotations

import re

import pytest


def html_class(client, path="/reading-settings") -> str:
    return re.search(r'<html[^>]* class="([^"]*)"', client.get(path).text)[1]


def test_as_it_is_until_something_is_chosen(client):
    assert html_class(client) == ""
    assert client.get_cookie("reading") is None


def test_what_is_chosen_counts_on_every_page_for_a_year(client):
    sent = client.submit("/reading-settings", {"text": "large", "face": "dyslexic"})
    assert (sent.status_code, sent.location) == (303, "/reading-settings?saved=1")
    cookie = client.get_cookie("reading")
    assert cookie.max_age == 365 * 24 * 3600
    assert html_class(client) == html_class(client, "/privacy") == "face-dyslexic text-large"
    page = client.get("/reading-settings").text
    assert re.search(r'<input[^>]*checked[^>]*value="dyslexic"', page)


def test_back_to_how_it_was_takes_the_cookie_away(client):
    client.submit("/reading-settings", {"colours": "calm"})
    client.submit("/reading-settings", {"colours": ""})
    assert client.get_cookie("reading") is None


@pytest.mark.parametrize("name", ["text", "face", "spacing", "colours"])
@pytest.mark.parametrize("value", ["huge", "<script>", "x" * 10_000, "\x00b", "🌅"])
def test_what_nobody_offers_is_refused_kindly(client, name, value):
    page = client.submit("/reading-settings", {name: value})
    assert page.status_code == 422
    assert client.get_cookie("reading") is None


@pytest.mark.parametrize("cookie", ["<script>", "text-huge.x", "." * 3000, "text-large.text-large"])
def test_a_strange_cookie_does_no_harm(client, cookie):
    client.set_cookie("reading", cookie)
    assert html_class(client) in ("", "text-large")


def test_back_to_the_page_one_came_from(client):
    page = client.get("/reading-settings", headers={"Referer": "http://localhost/courses"}).text
    assert 'name="after"' in page and 'value="/courses"' in page
    sent = client.submit("/reading-settings", {"text": "large", "after": "/courses"})
    assert 'href="/courses">Go back' in client.get(sent.location).text


@pytest.mark.parametrize(
    "after",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "javascript:x",
        "/a\nb",
        "x" * 999,
    ],
)
def test_never_back_to_another_site(client, after):
    sent = client.submit("/reading-settings", {"text": "large", "after": after})
    assert sent.location == "/reading-settings?saved=1"
    page = client.get("/reading-settings", query_string={"after": after}).text
    assert 'name="after" type="hidden" value=""' in page
