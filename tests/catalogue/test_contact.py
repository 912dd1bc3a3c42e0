"""Writing to the college."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from recoverycollege.accounts.models import Task
from recoverycollege.accounts.sweeps import forget
from recoverycollege.catalogue.messages import next_working_day
from recoverycollege.database import db

LONDON = ZoneInfo("Europe/London")
GOOD = {"about": "get_back", "name": "Gwen", "reach": "01632 960 411", "words": "Is there a ramp?"}


def tasks() -> list[Task]:
    return list(db.session.scalars(select(Task).order_by(Task.id)))


def test_the_page_tells_how_to_reach_the_college(client):
    page = client.get("/contact").text
    assert 'href="tel:01632960111"' in page
    assert "hello@riverside.example" in page
    assert "4 Market Street" in page
    assert "Monday to Friday" in page


def test_a_question_becomes_a_task_of_the_office(client, college):
    sent = client.submit("/contact", GOOD)
    assert (sent.status_code, sent.location) == (303, "/contact/sent?about=get_back")
    assert "by the next working day" in client.get(sent.location).text
    (task,) = tasks()
    assert (task.kind, task.for_role, task.person_id) == ("get_back", "office", None)
    assert (task.name, task.reach, task.words) == ("Gwen", "01632 960 411", "Is there a ramp?")
    assert task.due_at == datetime(2026, 3, 12, 17, 0, tzinfo=UTC)


def test_what_went_wrong_goes_to_the_manager_and_needs_no_name(client, college, sign_in_as):
    sign_in_as(college.person())
    data = {"about": "problem", "words": "The door was shut.", "name": "", "reach": ""}
    assert client.submit("/contact", data).status_code == 303
    (task,) = tasks()
    assert (task.kind, task.for_role, task.person_id) == ("problem", "manager", None)


def test_signed_in_the_office_knows_who_asks(client, college, sign_in_as):
    person = college.person("Gwen Field")
    sign_in_as(person)
    assert 'value="Gwen Field"' in client.get("/contact").text
    client.submit("/contact", GOOD)
    assert tasks()[0].person_id == person.id


@pytest.mark.parametrize("missing", ["about", "name", "reach", "words"])
@pytest.mark.parametrize("value", ["", " \n\t ", "\x00"])
def test_what_is_missing_is_asked_for_kindly(client, missing, value):
    page = client.submit("/contact", GOOD | {missing: value})
    assert page.status_code == 422
    assert "<title>Error:" in page.text
    for name in set(GOOD) - {missing, "about"}:
        assert GOOD[name] in page.text
    assert tasks() == []


@pytest.mark.parametrize("name", ["name", "reach", "words", "about"])
def test_too_much_is_kept_on_the_page(client, name):
    page = client.submit("/contact", GOOD | {name: "x" * 10_000})
    assert page.status_code == 422
    assert name == "about" or "x" * 10_000 in page.text


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "🌅 ‮abc", "Łódź", "a\x00b"])
def test_any_words_are_taken(client, words):
    assert client.submit("/contact", GOOD | {"words": words}).status_code == 303
    assert tasks()[0].words == words.replace("\x00", "")


def test_an_old_page_keeps_what_was_typed(client):
    page = client.post("/contact", data=GOOD | {"csrf_token": "old"})
    assert page.status_code == 422
    assert "Please press once more." in page.text
    assert "Is there a ramp?" in page.text


def test_many_messages_from_one_place_wait_and_lose_nothing(strict_app, college):
    client = strict_app.test_client()
    for _ in range(10):
        assert client.post("/contact", data=GOOD | {"csrf_token": client.token()}).status_code in (
            303,
            200,
        )
    page = client.post("/contact", data=GOOD | {"csrf_token": client.token()})
    assert page.status_code == 429
    assert "Is there a ramp?" in page.text
    assert len(tasks()) == 10


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2026, 3, 11, 10, 0, tzinfo=UTC), datetime(2026, 3, 12, 17, 0, tzinfo=UTC)),
        (datetime(2026, 3, 13, 10, 0, tzinfo=UTC), datetime(2026, 3, 16, 17, 0, tzinfo=UTC)),
        (datetime(2026, 3, 14, 10, 0, tzinfo=UTC), datetime(2026, 3, 16, 17, 0, tzinfo=UTC)),
        (datetime(2026, 3, 27, 23, 30, tzinfo=UTC), datetime(2026, 3, 30, 16, 0, tzinfo=UTC)),
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), datetime(2026, 7, 2, 16, 0, tzinfo=UTC)),
    ],
)
def test_the_next_working_day(now, due):
    assert next_working_day(now, LONDON) == due


def test_an_answered_message_is_forgotten_after_a_month(client, college, time):
    """Nobody who was not signed in could erase it themselves."""
    client.submit("/contact", GOOD)
    (task,) = tasks()
    task.done_at, task.outcome = time.now, "Gwen will come to the open day."
    for days, left in ((29, "Is there a ramp?"), (2, "")):
        db.session.commit()
        time.move(days=days)
        forget(time.now)
        db.session.expire_all()
        assert task.words == left
    assert (task.name, task.reach, task.outcome) == ("", "", "")
