"""Goals, what helped, and letters to one's future self: theirs alone."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from recoverycollege import clock
from recoverycollege.accounts.models import Person
from recoverycollege.database import Base, begin_write, db
from recoverycollege.feedback.models import Answer, FutureLetter, OwnNote
from recoverycollege.feedback.rules.sealing import seal, unseal
from recoverycollege.feedback.services import waiting
from recoverycollege.letters import Letter
from tests.feedback.answers import answer
from tests.feedback.conftest import code_for

HOPE = "/my-learning/hope"
WORDS = "Dear me, remember the boathouse in the rain. – Sam ☂"


@pytest.fixture
def me(college, sign_in_as):
    person = college.person("Sam Field")
    sign_in_as(person)
    return person


def one(model):
    db.session.rollback()
    return db.session.scalars(select(model)).one_or_none()


def write(client, **more):
    return client.submit(f"{HOPE}/letters", words=WORDS, **more)


def tell(app):
    begin_write()
    told = waiting.tell(app.extensions["settings"].answer_key, clock.now().date(), clock.now())
    db.session.commit()
    return told


@pytest.mark.parametrize("words", ["", "a", "ä" * 15, "x" * 32, "long " * 800])
def test_what_is_sealed_can_be_read_again(words) -> None:
    sealed = seal("key", 7, words)
    assert unseal("key", 7, sealed) == words
    assert seal("key", 7, words) != sealed
    assert len(words) < 4 or words not in sealed


@pytest.mark.parametrize(
    ("key", "owner", "spoil"),
    [
        ("other", 7, str),
        ("key", 8, str),
        ("key", 7, lambda s: ("B" if s[30] == "A" else "A").join((s[:30], s[31:]))),
        ("key", 7, lambda s: s[:40]),
        ("key", 7, lambda _s: "no base64 at all!"),
        ("key", 7, lambda _s: ""),
    ],
)
def test_with_another_key_or_owner_or_changed_nothing_opens(key, owner, spoil) -> None:
    assert unseal(key, owner, spoil(seal("key", 7, WORDS))) is None


def test_a_goal_on_and_off(client, me):
    page = f"{HOPE}/goals"
    assert f'href="{page}"' in client.get(HOPE).text
    assert client.submit(page, words=" ").status_code == 422
    client.submit(page, words="Ride the bus alone")
    note = f"{page}/{one(OwnNote).id}"
    client.press(f"{note}/reach", page=page)
    assert "Reached on" in client.get(page).text
    client.press(f"{note}/reach", page=page)
    assert "Reached on" not in client.get(page).text
    client.press(f"{note}/delete", page=page)
    assert one(OwnNote) is None


def test_what_helped_stands_on_its_own_page(client, me):
    client.submit(f"{HOPE}/helped", words="The walk by the river")
    assert "The walk by the river" in client.get(f"{HOPE}/helped").text
    assert "The walk by the river" not in client.get(f"{HOPE}/goals").text
    note = one(OwnNote).id
    assert client.press(f"{HOPE}/goals/{note}/delete").status_code == 404


def test_nobody_else_opens_or_changes_them(client, college, me, sign_in_as):
    client.submit(f"{HOPE}/goals", words="Ride the bus alone")
    write(client)
    note, letter = one(OwnNote).id, one(FutureLetter).id
    for other in (college.person(), college.manager()):
        sign_in_as(other)
        assert "Ride the bus" not in client.get(f"{HOPE}/goals").text
        assert client.get(f"{HOPE}/letters/{letter}").status_code == 404
        for address in (f"goals/{note}/reach", f"goals/{note}/delete", f"letters/{letter}/delete"):
            assert client.press(f"{HOPE}/{address}").status_code == 404


@pytest.mark.both
def test_a_letter_is_sealed_until_its_day(client, app, me, time):
    assert write(client).status_code == 303
    row = one(FutureLetter)
    assert "boathouse" not in row.sealed
    assert (row.opens_on - row.written_on).days == 84
    page = f"{HOPE}/letters/{row.id}"
    assert "boathouse" not in client.get(page).text
    assert client.press(f"{page}/open").status_code == 404
    time.move(days=83)
    assert tell(app) == 0
    time.move(days=1)
    assert tell(app) == 1
    assert tell(app) == 0


def test_its_day_comes(client, app, me, time, sign_in_as):
    write(client, weeks="4")
    time.move(days=28)
    tell(app)
    [mail] = [m for m in client.letters("sam") if m.link.endswith(HOPE)]
    assert "boathouse" not in mail.body
    assert app.test_client().get(mail.link).status_code == 303  # only after signing in
    sign_in_as(me)
    assert "waits for you" in client.get(HOPE).text
    page = f"{HOPE}/letters/{one(FutureLetter).id}"
    assert "boathouse" not in client.get(page).text
    client.press(f"{page}/open", page=page)
    assert WORDS in client.get(page).text
    assert "waits for you" not in client.get(HOPE).text


def test_its_words_are_nowhere_in_the_database(client, app, me, time):
    write(client, weeks="4")
    time.move(days=28)
    tell(app)
    assert one(Letter).facts == {}
    everywhere = [
        str(value)
        for table in Base.metadata.sorted_tables
        for row in db.session.execute(select(table))
        for value in row
    ]
    assert not [value for value in everywhere if "boathouse" in value]


def test_on_a_break_nobody_is_told_until_they_are_back(client, app, me, time):
    write(client, weeks="4")
    db.session.get_one(Person, me.id).paused_until = clock.now() + timedelta(days=40)
    db.session.commit()
    time.move(days=30)
    assert tell(app) == 0
    time.move(days=11)
    assert tell(app) == 1


def test_a_deleted_letter_is_not_told_of(client, app, me, time):
    write(client, weeks="4")
    page = f"{HOPE}/letters/{one(FutureLetter).id}"
    client.press(f"{page}/delete", page=page)
    time.move(days=28)
    assert tell(app) == 0


def test_what_was_typed_stays_when_something_is_missing(client, me):
    answer = write(client, weeks="99")
    assert answer.status_code == 422
    assert "boathouse" in answer.text
    assert client.submit(f"{HOPE}/letters", words=" ").status_code == 422


def test_all_of_it_can_be_taken_along(client, me):
    client.submit(f"{HOPE}/goals", words="=Ride the bus alone")
    client.submit(f"{HOPE}/helped", words="The walk")
    write(client)
    rows = list(csv.reader(io.StringIO(client.get(f"{HOPE}/download").text.lstrip("\ufeff"))))
    said = [row[-1] for row in rows]
    assert "'=Ride the bus alone" in said
    assert "The walk" in said
    assert WORDS in said
    held = json.loads(client.get("/account/data/export").text)
    assert {row["words"] for row in held["own_note"]} == {"=Ride the bus alone", "The walk"}
    assert [row["words"] for row in held["letters_to_myself"]] == [WORDS]
    assert "sealed" not in held["future_letter"][0]


def test_erasing_someone_leaves_none_of_it(client, me):
    client.submit(f"{HOPE}/goals", words="Ride the bus alone")
    write(client)
    client.press("/account/data/erase", page="/account/data/erase")
    assert one(OwnNote) is None
    assert one(FutureLetter) is None


def test_whoever_keeps_only_notes_can_take_them_along_and_forget_them(client, me):
    assert "Download it all" not in client.get(HOPE).text
    client.submit(f"{HOPE}/goals", words="Ride the bus alone")
    assert "Download it all" in client.get(HOPE).text
    client.press(f"{HOPE}/delete", page=f"{HOPE}/delete", own="only")
    assert one(OwnNote) is None


@pytest.mark.parametrize(("own", "left"), [("", (0, 1)), ("only", (1, 0)), ("too", (0, 0))])
def test_forgetting_answers_or_what_is_ones_own_or_both(client, college, me, over, own, left):
    answer(over, code_for(college.enrol(over, me)), after=4)
    other = college.person()
    db.session.add(
        OwnNote(person_id=other.id, kind="goals", words="Mine", made_on=clock.now().date())
    )
    db.session.commit()
    client.submit(f"{HOPE}/helped", words="The walk")
    client.press(f"{HOPE}/delete", page=f"{HOPE}/delete", own=own)
    db.session.rollback()
    kept = db.session.scalars(select(OwnNote.person_id)).all()
    assert (len(db.session.scalars(select(Answer)).all()), kept.count(me.id)) == left
    assert other.id in kept


def test_one_class_alone_leaves_what_is_kept(client, college, me, over):
    place = college.enrol(over, me)
    answer(over, code_for(place), after=4)
    client.submit(f"{HOPE}/helped", words="The walk")
    page = f"{HOPE}/delete?place={place.id}"
    assert "goals" not in client.get(page).text
    client.press(f"{HOPE}/delete", page=page, own="too", place=str(place.id))
    assert one(OwnNote) is not None
    assert one(Answer) is None
