"""Reading soon: only where a reader, a deputy and their hours are named; and who wrote it."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from recoverycollege.accounts.models import Look, Role, Task
from recoverycollege.database import begin_write, db
from recoverycollege.feedback.models import FreeText, ReadingHours, TextFlag, TextReader
from recoverycollege.feedback.services import reading
from recoverycollege.history import Entry
from recoverycollege.letters import Letter
from tests.feedback.conftest import link_for, link_of

WORDS = "There is no way on."
PAGE = "/staff/reading"


@pytest.fixture
def place(college):
    over = college.scheduled_class(starts_in=timedelta(days=-1), sessions=1)
    return college.enrol(over, college.person("Maria Lund"))


@pytest.fixture
def two(college):
    """The reader and the deputy."""
    found = [college.office("Rae Reader"), college.office("Dan Deputy")]
    for part, person in zip(("reader", "deputy"), found, strict=True):
        db.session.add(TextReader(part=part, person_id=person.id))
    db.session.add(ReadingHours(id=1, words="Monday to Friday, 9 to 5", pass_after=24))
    db.session.commit()
    return found


def write(client, place, **ticks):
    page = f"{link_of(place, 'after')}/words"
    return client.submit(page, words=WORDS, page=page, **ticks)


def one(model):
    db.session.rollback()
    return db.session.scalars(select(model)).one_or_none()


def flagged(client, sign_in_as, who):
    """The reader flags it by hand. Returns the address of its page."""
    sign_in_as(who)
    client.press(f"{PAGE}/flag", page=PAGE)
    return f"{PAGE}/{one(TextFlag).id}"


def passed(time):
    begin_write()
    done = reading.pass_on(time.now)
    db.session.commit()
    return done


def test_without_named_people_there_is_no_promise_and_no_flag(client, place):
    page = client.get(f"{link_of(place, 'after')}/words").text
    assert "Nobody reads this right away." in page
    assert 'name="contact"' not in page
    write(client, place, contact="y")
    assert one(TextFlag) is None
    assert one(Task) is None


def test_names_and_hours_are_printed_beside_the_box(client, place, two):
    for form in ("words", "all"):
        page = client.get(f"{link_of(place, 'after')}/{form}").text
        assert "Rae Reader or Dan Deputy reads what is written here: Monday to Friday" in page
        assert "Get help now" in page
        assert "checked" not in page.partition('name="contact"')[2].partition(">")[0]


def test_someone_who_left_the_office_reads_no_more(client, place, two):
    role = db.session.scalars(select(Role).where(Role.person_id == two[1].id)).one()
    db.session.delete(role)
    db.session.commit()
    assert "Nobody reads this right away." in client.get(f"{link_of(place, 'after')}/words").text


def test_words_that_stand_alone_ask_for_nobody(client, place, two):
    found = link_for(place.scheduled_class)
    assert 'name="contact"' not in client.get(f"{found}/words").text
    client.submit(f"{found}/words", page=f"{found}/words", words=WORDS, contact="y")
    assert one(TextFlag) is None


def test_asking_for_somebody_is_a_task_and_a_letter_without_a_name(client, place, two):
    write(client, place, contact="y")
    assert one(TextFlag).wished
    task = one(Task)
    assert (task.kind, task.person_id, task.words) == ("distress", None, "")
    [mail] = client.letters("rae")
    assert WORDS not in mail.body
    assert "Maria" not in mail.body


def test_read_or_flag_by_hand(client, place, two, sign_in_as):
    write(client, place)
    sign_in_as(two[0])
    page = client.get(PAGE).text
    assert WORDS in page
    assert "Maria" not in page
    assert place.scheduled_class.course.title not in page
    assert len(client.statements) <= 12
    client.press(f"{PAGE}/read", page=PAGE)
    assert WORDS not in client.get(PAGE).text
    assert one(TextFlag) is None


def test_only_the_reader_and_the_deputy(client, college, place, two, sign_in_as):
    write(client, place)
    page = flagged(client, sign_in_as, two[0])
    sign_in_as(college.manager())
    assert WORDS not in client.get(PAGE).text
    assert "Someone may be in distress" in client.get("/staff/tasks").text
    task = f"/staff/tasks/{one(Task).id}"
    assert WORDS not in client.get(task).text
    for address in (page, f"{page}/who"):
        assert client.get(address).status_code == 403
    for address in (f"{page}/ask", f"{page}/agree", f"{PAGE}/read", f"{task}/take"):
        assert client.press(address, why="?", text="?").status_code == 403
    assert client.press(task, outcome="?").status_code == 403


def test_what_nobody_takes_passes_to_the_deputy(client, place, two, sign_in_as, time):
    write(client, place, contact="y")
    time.move(hours=23)
    assert passed(time) == 0
    time.move(hours=2)
    assert passed(time) == 1
    assert passed(time) == 0
    assert len(client.letters("dan")) == 1
    sign_in_as(two[1])
    assert "It has passed to the deputy." in client.get(PAGE).text


def test_what_is_taken_does_not_pass(client, place, two, sign_in_as, time):
    write(client, place)
    page = flagged(client, sign_in_as, two[0])
    client.press(f"/staff/tasks/{one(Task).id}/take", page=page)
    time.move(hours=30)
    assert passed(time) == 0
    sign_in_as(two[0])
    assert "You have taken it." in client.get(PAGE).text
    assert client.letters("rae") == []  # nothing is left to say


def test_whoever_asked_for_it_is_seen_and_told(client, place, two, sign_in_as):
    write(client, place, contact="y")
    sign_in_as(two[1])
    page = f"{PAGE}/{one(TextFlag).id}"
    assert "Maria" not in client.get(page).text
    assert "Maria Lund" in client.get(f"{page}/who").text
    look = one(Look)
    assert (look.person_id, look.viewer_id) == (place.person_id, two[1].id)


@pytest.mark.both
def test_else_two_people_decide_and_the_person_can_see_it(client, place, two, sign_in_as):
    write(client, place)
    page = flagged(client, sign_in_as, two[0])
    assert client.get(f"{page}/who").status_code == 404
    assert client.press(f"{page}/agree").status_code == 409  # nobody has asked
    assert client.submit(f"{page}/ask", page=page, why=" ").status_code == 422
    client.submit(f"{page}/ask", page=page, why="They speak of the bridge.")
    assert client.get(f"{page}/who").status_code == 404
    assert client.press(f"{page}/agree").status_code == 409  # two different people
    assert client.get(f"{page}/who").status_code == 404
    sign_in_as(two[1])
    assert "the bridge" in client.get(page).text
    client.press(f"{page}/agree", page=page)
    for person in two:
        sign_in_as(person)
        assert "Maria Lund" in client.get(f"{page}/who").text
    sign_in_as(place.person)
    held = json.loads(client.get("/account/data/export").text)
    assert len(held["look"]) == 2
    assert "text.identified" in {row["action"] for row in held["history"]}


def test_the_history_of_the_person_does_not_say_which_text(client, place, two, sign_in_as):
    write(client, place)
    page = flagged(client, sign_in_as, two[0])
    client.submit(f"{page}/ask", page=page, why="Safety.")
    sign_in_as(two[1])
    client.press(f"{page}/agree", page=page)
    about = db.session.scalars(select(Entry).where(Entry.person_id == place.person_id)).all()
    [entry] = [row for row in about if row.action == "text.identified"]
    assert (entry.about_kind, entry.about_id, entry.detail) == ("person", place.person_id, {})


def test_words_that_stand_alone_lead_to_nobody(client, place, two, sign_in_as):
    found = link_for(place.scheduled_class)
    client.submit(f"{found}/words", page=f"{found}/words", words=WORDS)
    page = flagged(client, sign_in_as, two[0])
    assert "These words stand alone" in client.get(page).text
    assert client.get(f"{page}/who").status_code == 404


def test_cut_loose_afterwards_nobody_can_be_found(client, place, two, sign_in_as):
    write(client, place, contact="y")
    client.submit(f"{link_of(place, 'after')}/whose", whose="untied")
    flag = one(TextFlag)
    assert not flag.wished
    assert flag.text_id == one(FreeText).id
    sign_in_as(two[0])
    assert client.get(f"{PAGE}/{flag.id}/who").status_code == 404


def test_while_something_is_flagged_somebody_reads(client, college, place, two, sign_in_as):
    write(client, place, contact="y")
    sign_in_as(two[1])
    assert client.press(f"{PAGE}/end", page=f"{PAGE}/people").status_code == 409
    assert "Rae Reader" in client.get(f"{link_of(place, 'after')}/words").text
    db.session.delete(db.session.scalars(select(Role).where(Role.person_id == two[0].id)).one())
    db.session.commit()
    page = client.get(PAGE).text
    assert "nobody may read what they wrote" in page
    assert WORDS not in page


def test_deleted_words_leave_nothing_to_do(client, place, two, sign_in_as):
    write(client, place, contact="y")
    sign_in_as(place.person)
    client.press("/my-learning/hope/delete", page="/my-learning/hope/delete")
    assert one(TextFlag) is None
    assert one(Task).done_at is not None
    letters = db.session.scalars(select(Letter).where(Letter.kind == "text_flagged")).all()
    assert len(letters) == 1
    assert client.letters("rae") == []


def test_the_office_names_them_and_ends_it(client, college, sign_in_as, place):
    reader, deputy = college.office("Rae Reader"), college.office("Dan Deputy")
    sign_in_as(reader)
    given = {"reader_id": reader.id, "hours": "Weekdays", "pass_after": "12"}
    page = f"{PAGE}/people"
    assert client.submit(page, **given, deputy_id=reader.id).status_code == 422
    assert client.submit(page, **given).status_code == 422
    assert client.submit(page, **given, deputy_id=deputy.id).status_code == 303
    assert "Weekdays" in client.get(f"{link_of(place, 'after')}/words").text
    client.press(f"{PAGE}/end", page=page)
    assert "Weekdays" not in client.get(f"{link_of(place, 'after')}/words").text
