"""Quotes: from the tick beside the box to the course page, and off it again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from recoverycollege import clock
from recoverycollege.database import Base, begin_write, db
from recoverycollege.feedback.models import FreeText, Quote, QuoteYes
from recoverycollege.feedback.rules.codes import code_of, quote_id, text_id
from recoverycollege.feedback.rules.quotes import agreed, ends_on, only_shortened
from recoverycollege.feedback.services import quoting, waiting
from recoverycollege.history import Entry
from recoverycollege.letters import Letter
from tests.feedback.conftest import link_of
from tests.feedback.quoting import BOX, SHORT, WORDS, mine, on_the_page, the_quote, write, yes

TODAY = date(2026, 3, 11)


@pytest.fixture
def asked(client, place, moderators, sign_in_as):
    write(client, place, quote="y", **{"quote-name": "y", "quote-place": "y"})
    for one in moderators:
        yes(client, sign_in_as, one)
    sign_in_as(place.person)
    return place


@pytest.mark.parametrize(
    ("final", "may"),
    [
        (WORDS, True),
        (SHORT, True),
        ("I am not alone any more.", True),
        ("i AM  not\nalone …", True),
        ("I am alone with my voices, any more not.", False),
        ("I am not alone with my lovely voices.", False),
        ("[a friend]", False),
        ("", False),
        ("I met [" + "x" * 41 + "] there", False),
    ],
)
def test_moderators_only_shorten(final, may) -> None:
    assert only_shortened(WORDS, final) is may


def test_two_people_one_with_lived_experience() -> None:
    cases = {(): 0, (True,): 0, (False, False): 0, (True, False): 1, (True, True): 1}
    assert {said: agreed(said) for said in cases} == {k: bool(v) for k, v in cases.items()}


def test_the_end_is_a_sunday() -> None:
    for day in range(14):
        end = ends_on(date(2026, 3, 1) + timedelta(days=day), 12)
        assert end.weekday() == 6
        assert 365 <= (end - date(2026, 3, 1)).days - day <= 371


def test_off_until_ticked(client, place):
    write(client, place)
    assert the_quote() is None


def test_ticked_beside_the_box_on_both_forms(client, place):
    assert 'name="quote"' in client.get(f"{link_of(place, 'after')}/all").text
    write(client, place, quote="y", **{"quote-name": "y"})
    found = the_quote()
    assert (found.state, found.words, found.with_name, found.with_place) == (
        "offered",
        WORDS,
        True,
        False,
    )


def test_new_words_need_a_new_tick(client, place):
    write(client, place, quote="y")
    write(client, place)
    assert the_quote() is None


def test_words_that_stand_alone_are_never_quoted(client, place):
    client.submit(f"{link_of(place, 'after')}/whose", whose="untied")
    page = client.get(f"{link_of(place, 'after')}/words").text
    assert "never shown outside the college" in page
    assert 'name="quote"' not in page
    write(client, place, quote="y")
    assert the_quote() is None


def test_cut_loose_later_takes_it_back(client, place):
    write(client, place, quote="y")
    client.submit(f"{link_of(place, 'after')}/whose", whose="untied")
    assert the_quote() is None


def test_offered_later_from_my_hope(client, place, sign_in_as):
    write(client, place)
    sign_in_as(place.person)
    assert mine(place) in client.get("/my-learning/hope").text
    client.submit(f"{mine(place)}/offer", page=mine(place), with_place="y")
    assert the_quote().with_place
    client.press(f"{mine(place)}/stop", page=mine(place))
    assert the_quote() is None


def test_another_persons_words_are_not_there(client, college, place, sign_in_as):
    write(client, place, quote="y")
    sign_in_as(college.person())
    assert client.get(mine(place)).status_code == 404
    for deed in ("offer", "stop", "yes"):
        assert client.press(f"{mine(place)}/{deed}").status_code == 404
    assert the_quote() is not None


def test_nothing_is_shown_before_the_author_says_yes(app, client, asked, course):
    assert the_quote().state == "asked"
    assert "not alone" not in on_the_page(app, course)


def test_the_author_reads_the_exact_words_and_says_yes(app, client, asked, course):
    page = client.get(mine(asked)).text
    assert SHORT in page
    assert "Maria, The Boathouse" in page
    client.submit(f"{mine(asked)}/yes", page=mine(asked))
    page = on_the_page(app, course)
    assert "What students say" in page
    assert SHORT in page
    assert "Maria, The Boathouse" in page
    assert "Lund" not in page


def test_without_name_and_place(app, client, asked, course):
    client.submit(f"{mine(asked)}/yes", page=mine(asked), with_name=None, with_place=None)
    page = on_the_page(app, course)
    assert SHORT in page
    assert "Maria" not in page


def test_other_words_of_the_author_are_read_again(
    app, client, asked, course, moderators, sign_in_as
):
    client.submit(f"{mine(asked)}/yes", page=mine(asked), final="I am less alone.")
    found = the_quote()
    assert (found.state, found.words, found.final) == ("offered", "I am less alone.", "")
    assert db.session.scalars(select(QuoteYes)).all() == []
    assert "less alone" not in on_the_page(app, course)
    yes(client, sign_in_as, moderators[0], "I am less alone.")
    assert the_quote().final == "I am less alone."


def test_taken_off_by_one_press_of_the_author(app, client, asked, course):
    client.submit(f"{mine(asked)}/yes", page=mine(asked))
    client.press(f"{mine(asked)}/stop", page=mine(asked))
    assert "What students say" not in on_the_page(app, course)
    assert the_quote() is None


def test_taken_off_by_one_press_of_the_office(app, client, college, asked, course, sign_in_as):
    client.submit(f"{mine(asked)}/yes", page=mine(asked))
    sign_in_as(college.office())
    page = client.get("/staff/quotes").text
    assert SHORT in page
    assert "Maria" not in page
    client.press("/staff/quotes/take-off", page="/staff/quotes")
    assert "What students say" not in on_the_page(app, course)


def test_its_end_comes_by_itself(app, client, asked, course, time):
    client.submit(f"{mine(asked)}/yes", page=mine(asked), months="3")
    time.move(days=101)
    assert "What students say" not in on_the_page(app, course)
    begin_write()
    assert quoting.end(time.now.date()) == 1
    db.session.commit()
    assert the_quote() is None


def test_the_letter_says_nothing_of_what_waits(client, app, asked):
    begin_write()
    assert waiting.tell(app.extensions["settings"].answer_key, TODAY, clock.now()) == 1
    assert waiting.tell(app.extensions["settings"].answer_key, TODAY, clock.now()) == 0
    db.session.commit()
    letter = db.session.scalars(select(Letter).where(Letter.kind == "hope_waits")).one()
    assert letter.facts == {}
    [mail] = [m for m in client.letters("maria") if "something of your own" in m.body]
    assert "Living with voices" not in mail.subject + mail.body
    assert mail.link.endswith("/my-learning/hope")


def test_a_letter_is_dropped_where_nothing_waits_any_more(client, app, asked):
    begin_write()
    waiting.tell(app.extensions["settings"].answer_key, TODAY, clock.now())
    db.session.commit()
    client.press(f"{mine(asked)}/stop", page=mine(asked))
    assert not [m for m in client.letters("maria") if "something of your own" in m.body]


def test_neither_code_nor_text_nor_author_stands_beside_it(app, client, asked):
    """The id leads to nothing without the key, and no press of the author is in the history."""
    key = app.extensions["settings"].answer_key
    client.submit(f"{mine(asked)}/yes", page=mine(asked))
    quote = the_quote()
    text = db.session.scalars(select(FreeText)).one()
    assert quote.id == quote_id(key, text.id)
    assert quote.id not in (text.id, text_id(key, asked.id, BOX), code_of(key, asked.id))
    everywhere = [
        str(value)
        for table in Base.metadata.sorted_tables
        if table.name not in ("quote", "quote_yes")
        for row in db.session.execute(select(table))
        for value in row
    ]
    assert not [value for value in everywhere if quote.id in value]
    assert "Maria" not in str({c.name: getattr(quote, c.name) for c in Quote.__table__.c})
    about = select(Entry.action).where(Entry.person_id == asked.person_id)
    assert not [a for a in db.session.scalars(about) if a.startswith("quote")]


def test_erasing_the_author_takes_it_along(app, client, asked, course):
    client.submit(f"{mine(asked)}/yes", page=mine(asked))
    client.press("/account/data/erase", page="/account/data/erase")
    assert the_quote() is None
    assert "What students say" not in on_the_page(app, course)
