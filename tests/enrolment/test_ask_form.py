"""The form of asking: what is missing is said kindly, and nothing typed is lost."""

from __future__ import annotations

import html
import re

import pytest
from sqlalchemy import func, select

from recoverycollege.accounts.models import Person
from recoverycollege.database import db

GOOD = {
    "name": "Ada Lark",
    "contact_by": "email",
    "email": "ada@mail.example",
    "phone": "",
    "address": "",
    "needs": "",
    "charter": "y",
}
STRANGE = {
    "empty": "",
    "long": "a" * 10_000,
    "nul": "a\x00b",
    "emoji": "🌻👩🏽‍🚀",
    "right to left": "\u202eevil\u202c שלום",
    "number": "9223372036854775808",
    "script": "<script>alert(1)</script>",
    "quotes": "'; DROP TABLE person; -- \"",
    "spaces": " \t\u200b\u3000 ",
    "half": "\ud83d".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
}


def people():
    return db.session.scalar(select(func.count()).select_from(Person))


def kept(page):
    """What the form holds now, by name."""
    values = {
        found[1]: html.unescape(found[2])
        for found in re.finditer(r'<input[^>]*?name="(\w+)"[^>]*?value="([^"]*)"', page)
        if f'name="{found[1]}"' in found[0] and 'type="radio"' not in found[0]
    }
    for found in re.finditer(r'<textarea[^>]*name="(\w+)"[^>]*>\s?([^<]*)</textarea>', page):
        values[found[1]] = html.unescape(found[2]).strip()
    return values


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ({"name": ""}, "Tell us what you would like us to call you"),
        ({"name": "   "}, "Tell us what you would like us to call you"),
        ({"name": "a" * 101}, "a shorter name"),
        ({"contact_by": None}, "Choose how we should get in touch"),
        ({"contact_by": "pigeon"}, "Choose one of these"),
        ({"email": ""}, "Enter an e-mail address we can write to"),
        ({"email": "ada at mail"}, "Enter an e-mail address we can write to"),
        ({"contact_by": "phone"}, "Enter a phone number we can ring"),
        ({"contact_by": "phone", "phone": "12"}, "Enter a phone number we can ring"),
        ({"contact_by": "letter"}, "Enter the whole address"),
        ({"contact_by": "letter", "address": "Here"}, "Enter the whole address"),
        ({"contact_by": "letter", "address": "x" * 401}, "Enter the whole address"),
        ({"needs": "x" * 2001}, "Please shorten this a little"),
        ({"needs_for": "everyone"}, "Choose one of these"),
        ({"charter": None}, "Tick the box if you agree to the charter"),
        ({"csrf_token": "old"}, "This page had been open for a long time."),
    ],
)
def test_what_is_missing_is_said(client, college, missing, words):
    group, before = college.scheduled_class(), people()
    answer = client.submit(f"/classes/{group.id}/ask", GOOD | missing)
    assert answer.status_code == 422
    assert words in answer.text
    assert "Not a valid" not in answer.text
    assert people() == before
    typed = {k: v for k, v in (GOOD | missing).items() if v and k in {"name", "email", "address"}}
    assert typed.items() <= kept(answer.text).items()


def test_only_the_chosen_route_is_asked_for(client, college):
    page = f"/classes/{college.scheduled_class().id}/ask"
    values = GOOD | {
        "contact_by": "letter",
        "email": "not an address",
        "address": "1 Low Road, York",
    }
    assert client.submit(page, values).status_code == 303


@pytest.mark.parametrize("field", ["name", "email", "phone", "address", "needs", "contact_by"])
@pytest.mark.parametrize("strange", STRANGE)
def test_strange_input(client, college, field, strange):
    """A kind 422 or a place; never a fault, and nothing typed is lost."""
    group = college.scheduled_class()
    route = {"phone": "phone", "address": "letter"}.get(field, "email")
    typed = STRANGE[strange]
    data = GOOD | {"contact_by": route, field: typed, "csrf_token": client.token()}
    answer = client.post(f"/classes/{group.id}/ask", data=data)
    assert answer.status_code in {303, 422}
    if answer.status_code == 422:
        assert "<script>alert" not in answer.text
        if field != "contact_by":
            assert kept(answer.text)[field].strip() == typed.replace("\x00", "").strip()
    else:
        assert client.get(answer.location).status_code == 200
        client.letters()


def test_a_form_of_strange_shapes(client, college):
    url = f"/classes/{college.scheduled_class().id}/ask"
    token = client.token()
    for data in ({}, {"csrf_token": token}, {"name": ["a", "b"], "csrf_token": token}):
        assert client.post(url, data=data).status_code == 422
    assert client.post(url, data=b"\xff\xfe=%00", content_type="text/plain").status_code == 422
    assert client.post("/classes/9223372036854775808/ask", data=GOOD).status_code == 404
