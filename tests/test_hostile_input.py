"""Whatever is typed or sent, the answer is kind, and nothing typed is lost."""

from __future__ import annotations

import html
from urllib.parse import urlencode

import pytest

from recoverycollege.text import clean
from tests.crawl import crawl, endpoint_of
from tests.forms import Form, forms_of
from tests.lived_in import HOMES, OWN, ROLES, live_in
from tests.test_laws_audience import IntegerConverter, address

LARGE = 2**63
HOSTILE = {
    "empty": "",
    "long": "w" * 10_000,
    "nul": "be\x00fore\x00",
    "emoji": "🙂👩🏽‍🦽",
    "rtl": "\u202eمرحبا",
    "number": str(LARGE),
    "script": "<script>alert(1)</script>",
}
TYPED = {"text", "search", "email", "tel", "url", "textarea", "number", "date", "time"}
KIND = {200, 302, 303, 403, 404, 409, 413, 422, 429}
# These would end the visit.
LEAVE = {"accounts.erase_post", "accounts.sign_out", "accounts.end_session", "accounts.end_others"}
SEPARATE = ("code", "token", "password")  # never shown again


def asked(client, role: str, method: str) -> list[Form]:
    """Each form that a role meets, once."""
    found: dict[tuple, Form] = {}

    def look(response) -> None:
        for form in forms_of(response, method):
            kind = endpoint_of(client, form.action, method.upper())
            if kind not in LEAVE:
                found.setdefault((kind, *sorted(form.names)), form)

    crawl(client, HOMES[role], within=OWN[role], look=look)
    return list(found.values())


def filled(form: Form, value: str, *, all_of_it: bool) -> dict:
    """The form with `value` in all that can be typed, or in all that it has."""
    names = {n for n, kind in form.kinds.items() if all_of_it or kind in TYPED} - {"csrf_token"}
    return form.values | dict.fromkeys(names, value)


def lost(form: Form, typed: str, page: str) -> list[str]:
    """The names of fields whose text is not on the page again."""
    shown = html.unescape(page)
    names = [
        name
        for name, kind in form.kinds.items()
        if kind in TYPED and not any(word in name for word in SEPARATE)
    ]
    return names if typed.strip() and clean(typed).strip() not in shown else []


@pytest.fixture
def visit(client, college, sign_in_as):
    def visit(role: str):
        cast = live_in(college)
        if cast.people[role]:
            sign_in_as(cast.people[role])
        return client

    return visit


@pytest.mark.parametrize("role", ROLES)
def test_forms(visit, role) -> None:
    client, wrong = visit(role), []
    for form in asked(client, role, "post"):
        for name, value in HOSTILE.items():
            for all_of_it in (False, True):
                try:
                    response = client.post(
                        form.action, data=filled(form, value, all_of_it=all_of_it)
                    )
                except AssertionError as findings:
                    wrong.append(f"{name}: {findings}")
                    continue
                status, page = response.status_code, response.get_data(as_text=True)
                if status not in KIND:
                    wrong.append(f"{form.action} with {name}: {status}")
                elif status == 422 and not all_of_it and (gone := lost(form, value, page)):
                    wrong.append(f"{form.action} with {name} lost one of {gone}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ROLES)
def test_questions_in_addresses(visit, role) -> None:
    client, wrong = visit(role), []
    for form in asked(client, role, "get"):
        for name, value in HOSTILE.items():
            query = urlencode(filled(form, value, all_of_it=True), doseq=True)
            try:
                response = client.get(f"{form.action.partition('?')[0]}?{query}")
            except AssertionError as findings:
                wrong.append(f"{name}: {findings}")
                continue
            if response.status_code not in KIND:
                wrong.append(f"{form.action} with {name}: {response.status_code}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ["visitor", "manager"])
def test_numbers_in_addresses(app, visit, role) -> None:
    client = visit(role)
    for rule in app.url_map.iter_rules():
        if not any(isinstance(c, IntegerConverter) for c in rule._converters.values()):
            continue
        url = address(app, rule).replace("/1", f"/{LARGE}")
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            status = client.open(url, method=method).status_code
            # Werkzeug asks for the method before it asks for the number.
            assert status in {404, 405}, f"{method} {url}: {status}"


@pytest.mark.parametrize("page", ["/courses?page=", "/courses?places=", "/?x="])
@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_public_pages_bear_anything(client, page, value) -> None:
    assert client.get(page + urlencode({"": value})[1:]).status_code in KIND
