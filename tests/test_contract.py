"""Addresses and commands that prospectuses, letters and scripts rely on are kept."""

from __future__ import annotations

import pytest

PAGES = {
    "public": """
        / /courses /courses/<slug> /classes/<int:id> /classes/<int:id>/calendar.ics
        /calendar.ics /prospectus /support /help-now /contact /how-it-works /charter /privacy
        /accessibility /reading-settings /classes/<int:id>/ask /classes/<int:id>/ask/sent
        /account/sign-in""",
    "link": "/places/link/<token>",
    "own signed_in": "/places/<int:id> /my-learning /account /account/data /account/sessions",
    "team": "/teaching /teaching/classes/<int:id> /teaching/sessions/<int:id>/register",
    "office manager": """
        /staff /staff/courses /staff/classes /staff/places /staff/people /staff/tasks
        /staff/letters /staff/history""",
    "machine": "/health/live /health/ready /metrics",
    "demo": "/demo/letters /demo/letters/<int:id>",
}
POSTS = [
    "/classes/1/ask",
    *(f"/places/1/{deed}" for deed in ("confirm", "accept", "decline", "withdraw")),
    "/account/sign-in",
    "/account/sign-out",
]
COMMANDS = [
    *("load-demo", "create-staff", "serve", "worker", "audit", "run-demo"),
    *("export-person", "erase-person", "backup", "restore", "db"),
    *("evidence", "instruments"),
]
PATHS = [(names, path) for names, paths in PAGES.items() for path in paths.split()]


def filled(path: str) -> str:
    return path.replace("<int:id>", "1").replace("<slug>", "a-slug").replace("<token>", "a-token")


@pytest.mark.parametrize(("names", "path"), PATHS)
def test_page_is_kept(bare_app, names, path) -> None:
    endpoint, _ = bare_app.url_map.bind("localhost").match(filled(path), "GET")
    assert bare_app.view_functions[endpoint].audience in names.split()


@pytest.mark.parametrize("path", POSTS)
def test_post_is_kept(bare_app, path) -> None:
    assert bare_app.url_map.bind("localhost").match(path, "POST")


@pytest.mark.parametrize("name", COMMANDS)
def test_command_is_kept(bare_app, name) -> None:
    assert name in bare_app.cli.commands


def test_addresses_are_kebab_case_without_a_slash_at_the_end(bare_app) -> None:
    found = [
        rule.rule
        for rule in bare_app.url_map.iter_rules()
        if rule.endpoint != "static"
        and ((rule.rule != "/" and rule.rule.endswith("/")) or rule.rule != rule.rule.lower())
    ]
    assert not found
    plain = [r.rule for r in bare_app.url_map.iter_rules() if r.endpoint != "static"]
    parts = [part for rule in plain for part in rule.split("/") if not part.startswith("<")]
    assert not [part for part in parts if "_" in part]
