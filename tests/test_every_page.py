"""Every page that each role can reach by links is well: no dead link, nothing the client finds."""

from __future__ import annotations

import pytest

from tests.crawl import crawl
from tests.lived_in import HOMES, ROLES, live_in

OPEN_TO = {
    "visitor": {"public", "demo"},
    "student": {"own", "signed_in"},
    "co-teacher": {"team"},
    "office": {"office"},
    "manager": {"office", "manager"},
}
# Reached by a letter, by pressing a button, or by nobody who is signed in.
NOT_BY_LINK = {
    "static",
    "accounts.link",
    "accounts.erased",
    "accounts.reach_code",
    "accounts.recovery_codes",
    "accounts.sign_in_code",
    "catalogue.contact_sent",
    "catalogue.ideas_sent",
    "demo.letter",
    "enrolment.ask_sent",
    "enrolment.link",
    "feedback.my_form",  # leads on to the form itself
    "feedback.once_a_term",  # likewise
    "staff.letters_print",  # while a batch is open
    "staff.place_known",
}


@pytest.mark.parametrize("role", ROLES)
def test_every_page(app, client, college, sign_in_as, role) -> None:
    cast = live_in(college)
    if cast.people[role]:
        sign_in_as(cast.people[role])
    found = set(crawl(client, HOMES[role]).values())
    of = {name: getattr(view, "audience", "") for name, view in app.view_functions.items()}
    readable = {r.endpoint for r in app.url_map.iter_rules() if "GET" in (r.methods or ())}
    pages = {n for n in readable if of[n] in OPEN_TO[role]} - NOT_BY_LINK
    missed = sorted(n for n in pages - found if "calendar" not in n and "second_factor" not in n)
    assert not missed, f"no link leads to {missed}"
