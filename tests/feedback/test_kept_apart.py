"""No join of any tables leads from a coded answer to a person, nor does the order rows lie in.

Every column of the tables that are kept apart is laid beside every column of every other table.
A pair of columns ties answers to people when, wherever it leads to anyone, the one who answered
is among them, and it leaves others of the class out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import OperationalError

from recoverycollege import clock, history
from recoverycollege.database import Base, begin_write, db, is_postgres
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.feedback import sweeps
from recoverycollege.feedback.links import term_link
from recoverycollege.feedback.models import FreeText, Moderator
from recoverycollege.feedback.rules.codes import quote_id, term_code, text_id
from recoverycollege.feedback.services import quoting, waiting
from recoverycollege.feedback.services.mixing import mix
from recoverycollege.letters import Letter
from tests.feedback.conftest import code_for, link_of
from tests.feedback.test_form import tap

APART = ("answer", "form_state", "free_text")
BESIDE = ("quote", "text_theme", "text_read")  # kept apart as well


@pytest.fixture
def answered(app, college, over):
    """Nine people of a class answer in the order in which they enrolled. Code → who it is."""
    whose = {}
    for n in range(9):
        person = college.person(f"Person {n}", email=f"person{n}@mail.example")
        place = college.enrol(over, person)
        client = app.test_client()
        page = client.get(link_of(place, "after"))
        while 'name="answer" value="5"' in page.text:
            page = tap(client, page, str(1 + n * 7 % 5))
        client.submit(f"{link_of(place, 'after')}/words", words=f"What I think, {'so ' * n}")
        whose[code_for(place)] = person.id
    db.session.rollback()
    return whose


def rows_of(name: str) -> list[dict[str, Any]]:
    return [dict(row) for row in db.session.execute(select(Base.metadata.tables[name])).mappings()]


def cells(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Column → value as text; what lies in a JSON column one by one."""
    for name, value in row.items():
        inside = value.items() if isinstance(value, dict) else [("", value)]
        for key, part in inside:
            if part is not None and part is not True and part is not False:
                yield f"{name} {key}".strip(), str(part)


def people_of(name: str, row: dict[str, Any], owners: dict[int, int]) -> set[int]:
    """Whom a row of another table is about."""
    found = {row["id"]} if name == "person" else set()
    for column in Base.metadata.tables[name].columns:
        for key in column.foreign_keys:
            target, value = key.column.table.name, row[column.name]
            if target == "person" and value:
                found.add(value)
            if target == "enrolment" and value in owners:
                found.add(owners[value])
    return found


def ties(
    whose: dict[str, int], tables: tuple[str, ...] = ("answer", "form_state"), key: str = "code"
) -> list[str]:
    """The pairs of columns that tie codes to people; or what lies under another `key`."""
    owners = dict(db.session.execute(select(Enrolment.id, Enrolment.person_id)).all())
    everyone = set(whose.values())
    leads: dict[tuple[str, str], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for table in Base.metadata.sorted_tables:
        if table.name in (*APART, *BESIDE):
            continue
        for row in rows_of(table.name):
            about = people_of(table.name, row, owners)
            for column, value in cells(row):
                leads[table.name, column][value] |= about
    found = []
    for apart in tables:
        kept = [(row[key], dict(cells(row))) for row in rows_of(apart) if row[key] in whose]
        for column in {name for _, row in kept for name in row}:
            values: dict[str, set[str]] = defaultdict(set)
            for code, row in kept:
                values[code].add(row.get(column, ""))
            for (table_name, other), reached in leads.items():
                led = {
                    code: set().union(*(reached.get(value, set()) for value in of)) & everyone
                    for code, of in values.items()
                }
                led = {code: people for code, people in led.items() if people}
                true = all(whose[code] in people for code, people in led.items())
                narrow = any(people < everyone for people in led.values())
                if led and true and narrow:
                    found.append(f"{apart}.{column} = {table_name}.{other}")
    return found


@pytest.mark.both
def test_no_pair_of_columns_ties_an_answer_to_a_person(answered):
    assert len(answered) == 9
    assert ties(answered) == []


@pytest.fixture
def answered_once_a_term(app, college):
    """Nine people who teach and learn answer what is asked once a term. Code → who it is."""
    settings, term = app.extensions["settings"], college.term()
    key, secret = settings.answer_key, settings.secret_key
    team = [(college.person(f"Person {n}", email=f"p{n}@mail.example"), "peer") for n in range(9)]
    college.scheduled_class(term_id=term.id, team=team)
    whose = {}
    for n, (person, _) in enumerate(team):
        for whom in ("student", "co_teacher", "at_work"):
            client = app.test_client()
            page = client.get(f"/feedback/{term_link(secret, person.id, term.id, whom)}")
            while 'name="answer" value="5"' in page.text:
                page = tap(client, page, str(1 + n * 7 % 5))
            whose[term_code(key, person.id, term.id, whom)] = person.id
    db.session.rollback()
    return whose


@pytest.mark.both
def test_nor_one_to_what_is_asked_once_a_term(answered_once_a_term):
    """And the codes of one person's forms are as strange to each other as to the person."""
    assert len(answered_once_a_term) == 27
    assert {row["code"] for row in rows_of("answer")} == set(answered_once_a_term)
    assert ties(answered_once_a_term) == []


def test_words_are_tied_to_nobody_and_to_no_scores(answered):
    for row in rows_of("free_text"):
        assert set(row) == {"id", "class_id", "item", "words"}
        assert row["id"] not in answered
    ids = {row["id"] for row in rows_of("free_text")}
    everywhere = [
        value
        for table in Base.metadata.sorted_tables
        if table.name != "free_text"
        for row in rows_of(table.name)
        for _, value in cells(row)
    ]
    assert not ids & set(everywhere)


@pytest.fixture
def quoted(app, college, answered):
    """All nine let their words be quoted; of three it is published, with their name. The letters
    to the others have left. Quote → who it is."""
    key = app.extensions["settings"].answer_key
    two = [Moderator(person_id=college.person().id, lived_experience=True) for _ in range(2)]
    db.session.add_all(two)
    db.session.commit()
    begin_write()
    found = {}
    for number, place in enumerate(db.session.scalars(select(Enrolment)).all()):
        text = text_id(key, place.id, "after-anything")
        quoting.offer(key, text, with_name=True, with_place=True)
        quote, words = quote_id(key, text), db.session.get_one(FreeText, text).words
        for one in two:
            quoting.say_yes(quote, words, words, one, key)
        if number < 3:
            ticks = {"with_name": True, "with_place": True}
            quoting.publish(quote, words, **ticks, months=12, today=date(2026, 3, 11))
        found[quote] = place.person_id
    waiting.tell(key, date(2026, 3, 11), clock.now())
    db.session.flush()
    db.session.execute(update(Letter).where(Letter.kind == waiting.KIND).values(state="sent"))
    db.session.commit()
    assert sweeps.forget_letters(clock.now()) == 6
    return found


@pytest.mark.both
def test_no_pair_of_columns_ties_a_quote_to_its_author(answered, quoted):
    assert len(rows_of("quote")) == 9
    assert ties(quoted, ("quote",), "id") == []
    assert ties(answered) == []


def test_no_quote_leads_to_the_words_it_was_taken_from(answered, quoted):
    ids = {row["id"] for row in rows_of("free_text")}
    assert not ids & {value for row in rows_of("quote") for _, value in cells(row)}


def test_it_would_see_an_authors_name_beside_a_quote(answered, quoted):
    for quote, person_id in quoted.items():
        history.record("planted", "person", person_id, person_id=person_id, quote=quote)
    db.session.commit()
    assert ties(quoted, ("quote",), "id") == ["quote.id = history.detail quote"]


def test_this_test_would_see_it(answered):
    """The eye of the test is open: a code in the history would be found."""
    for code, person_id in answered.items():
        history.record("planted", "person", person_id, person_id=person_id, code=code)
    db.session.commit()
    assert sorted(ties(answered)) == [
        "answer.code = history.detail code",
        "form_state.code = history.detail code",
    ]


def test_not_even_those_who_linked_theirs(client, answered, sign_in_as):
    """That they did is known; which code is theirs is found with the key alone."""
    for person_id in answered.values():
        place = db.session.scalars(select(Enrolment).where(Enrolment.person_id == person_id)).one()
        sign_in_as(place.person)
        client.submit(f"{link_of(place, 'after')}/whose", whose="linked")
    db.session.rollback()
    assert len(rows_of("linked_place")) == 9
    assert ties(answered) == []


def test_not_by_the_week_either(app, college, course, time):
    """Whoever joined last is the only one who could have answered that week; so no week of
    pressing is kept, but that of the session."""
    group = college.scheduled_class(course, starts_in=timedelta(days=60))
    for n in range(3):
        place = college.enrol(group)
        client = app.test_client()
        client.press(f"{link_of(place)}/1", answer=str(n + 1))
        time.move(days=7)
    db.session.rollback()
    assert {row["week"] for row in rows_of("answer")} == {date(2026, 5, 4)}


@pytest.mark.both
def test_the_order_rows_lie_in_tells_nothing(answered):
    begin_write()
    mix()
    db.session.commit()
    for table in APART:
        key = "id" if table == "free_text" else "code"
        by_place = "ORDER BY ctid" if is_postgres() else ""
        lying = db.session.scalars(text(f"SELECT {key} FROM {table} {by_place}")).all()
        assert len(set(lying)) == 9
        assert lying == sorted(lying), table
        if is_postgres():  # nor which transaction wrote a row
            wrote = db.session.scalars(text(f"SELECT DISTINCT xmin::text FROM {table}")).all()
            assert len(wrote) == 1
        else:
            with pytest.raises(OperationalError):
                db.session.execute(text(f"SELECT rowid FROM {table}"))
            db.session.rollback()


def test_nothing_else_is_written_when_someone_answers(client, college, coming):
    """No log, no history, no session: nothing bears the minute in which an answer came."""
    place = college.enrol(coming)
    client.get(link_of(place))
    client.press(f"{link_of(place)}/1", answer="4")
    wrote = [s.split()[2].strip('"') for s in client.statements if s.startswith("INSERT")]
    assert set(wrote) <= {"answer", "form_state", "asked_outcome", "asked_form"}
    assert not [s for s in client.statements if s.startswith(("UPDATE", "DELETE"))]
