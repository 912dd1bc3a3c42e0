"""How it works, charter, privacy and accessibility."""

from __future__ import annotations

from datetime import date

import pytest

from recoverycollege import personal
from recoverycollege.catalogue.routes.about import table_topics
from recoverycollege.personal import FIELD, KEPT


@pytest.mark.parametrize("path", ["/how-it-works", "/charter", "/privacy", "/accessibility"])
def test_anyone_can_read_it(client, college, path):
    assert client.get(path).status_code == 200
    assert len(client.statements) <= 1


def test_the_charter_before_there_is_one(client):
    page = client.get("/charter")
    assert page.status_code == 200
    assert "The charter will stand here" in page.text


def test_the_charter_and_its_older_versions(client, college):
    college.charter(1)
    college.charter(2)
    assert "Version 2, from 1 January 2025" in client.get("/charter").text
    old = client.get("/charter?version=1").text
    assert "There is a newer version" in old
    assert "We are kind to each other" in old


@pytest.mark.parametrize("version", ["7", "0", "", "-1", "x", "9223372036854775808", "1" * 5000])
def test_a_charter_that_never_was(client, college, version):
    college.charter()
    assert client.get("/charter", query_string={"version": version}).status_code == 404


def test_privacy_tells_all_that_the_register_tells(app, client):
    page = client.get("/privacy").text.replace("&#39;", "'")
    for name, held in personal.registered(app).items():
        told = [c for c in held.columns.values() if c.what in {FIELD, KEPT}]
        if told:
            with app.test_request_context():
                known = {table for _topic, tables in table_topics() for table in tables}
                assert name in known, f"privacy has no words for {name}"
            assert held.kept in page
        for column in told:
            assert column.purpose in page


def test_a_charter_to_come_holds_from_its_day_on(client, college, sign_in_as):
    """Nobody is asked to agree before, and the page shows the one that holds."""
    college.charter(1)
    person = college.person("Sam Field")
    college.charter(2).in_force_from = date(2999, 1, 1)
    group = college.scheduled_class()
    sign_in_as(person)
    assert "I agree to the charter" not in client.get(f"/classes/{group.id}/ask").text
    assert "Version 1, from 1 January 2025" in client.get("/charter").text


def test_privacy_says_when_the_team_may_ring(app_with):
    words = "When you miss a session they may ring you"
    assert words not in app_with().test_client().get("/privacy").text
    assert words in app_with(missed_calls_by="team").test_client().get("/privacy").text
