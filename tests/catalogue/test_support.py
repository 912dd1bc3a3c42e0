"""The support directory, and "Get help now", which needs neither database nor user."""

from __future__ import annotations

import json
import os
import stat

import pytest
from sqlalchemy.exc import OperationalError

from recoverycollege.catalogue.routes.support import dialled
from recoverycollege.catalogue.support_copy import FILE_NAME, write_help_now
from recoverycollege.database import db


@pytest.fixture
def copied(app):
    """The file the help-now page reads."""
    return app.extensions["settings"].instance / FILE_NAME


def test_help_now_lists_who_is_there(app, client, college):
    college.support_entry(
        "A listening line", text_number="07700 900 116", sign_language="Video, 8 to 20"
    )
    college.support_entry("A money adviser", help_now=False)
    assert write_help_now(app) == 1
    page = client.get("/help-now").text
    assert 'href="tel:01632960200"' in page
    assert 'href="sms:07700900116"' in page
    assert "Video, 8 to 20" in page
    assert "A money adviser" not in page
    assert "we do not answer at night" in page
    assert 'href="tel:999"' in page


def test_help_now_asks_no_database(app, client, college, sign_in_as, monkeypatch):
    college.support_entry()
    write_help_now(app)
    sign_in_as(college.person())

    def gone(*args, **kwargs):
        raise OperationalError("SELECT", {}, Exception("gone"))

    monkeypatch.setattr(db.engine.dialect, "do_execute", gone)
    page = client.get("/help-now")
    assert page.status_code == 200
    assert "A listening line" in page.text
    assert "Sign in" in page.text  # it says nothing of who is signed in


def test_help_now_without_its_file_still_helps(client, copied):
    assert not copied.exists()
    page = client.get("/help-now")
    assert page.status_code == 200
    assert "the emergency number" in page.text


def test_help_now_with_a_broken_file_still_helps(client, copied):
    copied.write_text('[{"name": ')
    assert client.get("/help-now").status_code == 200


def test_the_copy_is_written_only_when_something_changed(app, college, copied):
    college.support_entry()
    assert write_help_now(app) == 1
    assert write_help_now(app) == 0
    entry = college.support_entry("Another line", phone="", hours="")
    assert write_help_now(app) == 1
    assert [line["name"] for line in json.loads(copied.read_text())] == [
        "A listening line",
        entry.name,
    ]
    assert [path.name for path in copied.parent.iterdir() if FILE_NAME in path.name] == [FILE_NAME]
    assert stat.S_IMODE(os.stat(copied).st_mode) == 0o644


def test_a_sweep_mends_the_copy(app, college, copied):
    college.support_entry()
    sweep, _every = app.extensions["sweeps"]["help_now"]
    assert sweep(None) == 1
    assert copied.exists()


def test_the_directory_has_help_now_on_top(client, college):
    college.support_entry("Money first", topic="money", help_now=False)
    college.support_entry("Someone now")
    page = client.get("/support").text
    assert page.index("Someone now") < page.index("Money first")
    assert len(client.statements) <= 1


def test_the_directory_by_topic_and_area(client, college):
    college.support_entry("In town", topic="money", area="Riverside", help_now=False)
    college.support_entry("All over", topic="money", area="Everywhere", help_now=False)
    college.support_entry("A roof", topic="housing", area="Hillside", help_now=False)
    by_topic = client.get("/support?topic=money").text
    assert "In town" in by_topic and "All over" in by_topic and "A roof" not in by_topic
    by_area = client.get("/support?area=Riverside").text
    assert "In town" in by_area and "All over" in by_area and "A roof" not in by_area
    assert '<option value="Riverside" selected>' in by_area


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0808 157 0101", "08081570101"),
        ("+44 (0)1632 960-111", "+441632960111"),
        ("LANTERN to 852 58", "85258"),
        ("07700 900 116 (free)", "07700900116"),
        ("ask at the desk", ""),
        ("", ""),
    ],
)
def test_what_a_telephone_dials(text, number):
    assert dialled(text) == number


@pytest.mark.parametrize("value", ["<script>", "x" * 10_000, "🌅", "\u202e", "\x00"])
def test_a_topic_nobody_has_is_a_kind_empty_page(client, college, value):
    college.support_entry("In town", topic="money", help_now=False)
    page = client.get("/support", query_string={"topic": value, "area": value})
    assert page.status_code == 200


def test_an_address_that_is_not_one_is_no_link(client, college):
    college.support_entry("Odd", url="javascript:alert(1)")
    assert "javascript:" not in client.get("/support").text
