"""How easy a text is to read, as a table of cases; and the author's helper that tells it."""

from __future__ import annotations

from typing import Any

import pytest

from recoverycollege.catalogue.reading import BANDS, HARDEST, lix, read

EASY = (
    "We walk by the river. We talk if we like. You can sit down at any time. There is tea and " * 2
)
HARD = (
    "Participants utilise multidisciplinary methodologies facilitating psychoeducational"
    " interventions, implementing comprehensive rehabilitation objectives collaboratively"
    " throughout therapeutic environments notwithstanding symptomatology"
)


@pytest.mark.parametrize(
    ("words", "sentences", "index"),
    [
        (["one"], 1, 1),
        (["a"] * 10, 2, 5),
        (["letters"] * 5 + ["six"] * 5, 1, 60),  # 10 words + 50 long ones in a hundred
        (["sixsix"] * 4, 1, 4),  # six letters are not long
    ],
)
def test_the_index(words: list[str], sentences: int, index: float) -> None:
    assert lix(words, sentences) == index


@pytest.mark.parametrize(
    ("text", "level"),
    [(EASY, BANDS[0][1]), (HARD + " " + HARD, HARDEST), ("Too short to tell.", ""), ("", "")],
)
def test_the_level_in_words(text: str, level: str) -> None:
    assert read(text).level == level


def test_hard_words_and_something_plainer() -> None:
    found = read("We utilise it, and UTILISE it again. Incomprehensibilities!")
    assert found.hard == (("utilise", "use"), ("incomprehensibilities", ""))


def test_sentences_that_are_too_long() -> None:
    long = "we go " * 13 + "home."
    found = read(f"Short one. {long} Another short one.")
    assert [count for _, count in found.long] == [27]
    assert read("* one thing\n* another thing\n\n* a third").long == ()


@pytest.mark.parametrize("text", ["\n" * 50_000, ". " * 50_000, "a" * 100_000, "日本語 " * 9000])
def test_strange_texts_are_read_quickly(text: str) -> None:
    assert read(text).words <= 20_000


@pytest.fixture
def office(college: Any, sign_in_as: Any) -> Any:
    return sign_in_as(college.office())


def test_the_button_tells_and_saves_nothing(office: Any, college: Any) -> None:
    course = college.course("Food and mood")
    url = f"/staff/courses/{course.id}/edit"
    answer = office.submit(url, description=HARD, look="1")
    assert answer.status_code == 200
    assert "Words that may be hard:" in answer.text
    assert "utilise (rather: use)" in answer.text
    assert HARD in answer.text
    assert HARD not in office.get(url).text


def test_told_while_it_is_typed(office: Any) -> None:
    page = office.get("/staff/courses/new")
    assert "/static/js/reading.js" in page.text
    answer = office.press("/words/reading", text="<b>utilise</b>")
    assert "utilise (rather: use)" in answer.json["html"]
    assert "<b>" not in answer.json["html"]


def test_live_in_the_browser(live_server: Any, open_page: Any) -> None:
    person = live_server.college.office()
    page = open_page(live_server, "/staff/courses/new", person=person)
    page.get_by_label("What it is about").fill(HARD)
    page.get_by_text("rather: use").wait_for()
