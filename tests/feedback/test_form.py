"""The student's form, one question a page."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from recoverycollege.database import db
from recoverycollege.feedback.models import Answer, AskedOutcome, FormState, FreeText
from tests.feedback.conftest import code_for, link_of

BEFORE = [
    "I feel able to talk about voices in my own words.",
    "I feel able to ask for company.",
    "I feel hopeful about my future.",
    "I believe people can recover.",
]
AFTER = [
    *BEFORE,
    "I felt part of the group.",
    "I have met someone whose recovery gives me hope.",
]


def heading(page):
    return re.search(r"<h1>(.*?)</h1>", page.text, re.S)[1].strip()


def answers(code=None):
    query = select(Answer.item, Answer.value).order_by(Answer.item)
    if code:
        query = query.where(Answer.code == code)
    return db.session.execute(query).all()


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def tap(client, page, answer):
    """Presses one of the buttons of a question, and goes where it leads."""
    action = re.search(r'action="(/feedback/[^"]+/\d+)"', page.text)[1]
    sent = client.press(action, answer=answer)
    assert sent.status_code == 303
    return client.get(sent.location)


@pytest.mark.both
def test_before_takes_four_taps(client, college, coming):
    place = college.enrol(coming)
    page = client.get(link_of(place))
    for words, value in zip(BEFORE, "5432", strict=True):
        assert heading(page) == words
        page = tap(client, page, value)
    assert heading(page) == "Thank you"
    rows = db.session.scalars(select(Answer)).all()
    assert {row.code for row in rows} == {code_for(place)}
    assert sorted(row.value for row in rows) == [2, 3, 4, 5]
    assert {(r.wave, r.class_id, r.in_time) for r in rows} == {("before", coming.id, True)}
    assert {row.week.isoformat() for row in rows} == {"2026-03-16"}  # when the class begins
    [state] = db.session.scalars(select(FormState))
    assert (state.code, state.wave, state.state) == (code_for(place), "before", "done")
    laid_down = db.session.scalars(select(AskedOutcome.words)).all()
    assert laid_down == ["talk about voices in my own words.", "ask for company"]


def test_after_takes_six_taps_and_one_box(client, college, over):
    place = college.enrol(over)
    page = client.get(link_of(place, "after"))
    for words in AFTER:
        assert heading(page) == words
        page = tap(client, page, "4")
    assert heading(page) == "Is there anything you would like to say?"
    box = f"{link_of(place, 'after')}/words"
    assert client.submit(box, words=" I laughed. I had not expected that. ").status_code == 303
    [text] = db.session.scalars(select(FreeText))
    assert (text.words, text.class_id) == ("I laughed. I had not expected that.", over.id)
    assert text.id not in {code_for(place)}
    assert db.session.scalars(select(FormState.state)).all() == ["done"]
    assert len(answers()) == 6


def test_the_points_of_the_scale_are_words(client, college, coming):
    page = client.get(link_of(college.enrol(coming)))
    buttons = re.findall(r'name="answer" value="(\d)">([^<]+)<', page.text)
    assert buttons == [
        ("5", "Very much"),
        ("4", "Quite a lot"),
        ("3", "Somewhat"),
        ("2", "A little"),
        ("1", "Not at all"),
    ]


def test_the_first_and_last_lines_say_who_reads_it_and_where_help_is(client, college, coming):
    text = client.get(link_of(college.enrol(coming))).text
    main = text[text.index("<main") : text.index("</main>")]
    lines = re.findall(r'<p class="who-reads">(.*?)</p>', main, re.S)
    assert "read everyone" in lines[0]
    assert "three weeks after the last session" in lines[0]
    assert "Get help now" in lines[-1]
    assert main.index(lines[0]) < main.index("<h1>")
    assert "<form" not in main[main.index(lines[-1]) :]


def test_skip_rather_not_not_today_and_no_more(client, college, coming):
    place = college.enrol(coming)
    first = client.get(link_of(place))
    for words in ("Skip", "Not today", "No more questions", "I would rather not say"):
        assert f">{words}</button>" in first.text
    second = tap(client, first, "skip")
    assert answers() == []
    third = tap(client, second, "rather-not")
    assert [value for _, value in answers()] == [None]
    assert heading(tap(client, third, "not-today")) == "That is fine"
    assert count(FormState) == 0
    assert heading(client.get(link_of(place))) == BEFORE[0]  # the one that was skipped
    assert "We will not ask you again" in tap(client, third, "no-more").text
    states = {s.wave: s.state for s in db.session.scalars(select(FormState))}
    assert states == dict.fromkeys(("before", "mid", "after", "later", "left"), "refused")
    assert heading(client.get(link_of(place))) == "No more questions"


def test_half_way_on_one_device_and_on_with_another(app, client, college, coming, time):
    place = college.enrol(coming)
    page = tap(client, client.get(link_of(place)), "5")
    tap(client, page, "1")
    time.move(days=3)
    page = app.test_client().get(link_of(place))
    assert heading(page) == BEFORE[2]
    assert "Question 3 of 4" in page.text


def test_closed_before_the_box_and_opened_again(app, client, college, over):
    place = college.enrol(over)
    page = client.get(link_of(place, "after"))
    for _ in AFTER:
        page = tap(client, page, "4")
    again = app.test_client().get(link_of(place, "after"), follow_redirects=True)
    assert heading(again) == "Is there anything you would like to say?"


def test_a_late_answer_does_not_take_the_place_of_the_first(client, college, over, time):
    place = college.enrol(over)
    client.press(f"{link_of(place, 'after')}/3", answer="5")
    time.move(days=25)
    client.press(f"{link_of(place, 'after')}/3", answer="1")
    [row] = db.session.scalars(select(Answer))
    assert (row.value, row.in_time) == (5, True)


def test_an_answer_to_a_question_that_moved_is_not_taken(client, college, coming):
    url = link_of(college.enrol(coming))
    sent = client.press(f"{url}/2", answer="5", item="hopeful")
    assert sent.status_code == 422
    assert answers() == []


def test_a_link_never_shows_earlier_answers(app, client, college, coming):
    place = college.enrol(coming)
    tap(client, client.get(link_of(place)), "5")
    page = app.test_client().get(f"{link_of(place)}/1")
    assert "You have answered this one" in page.text
    assert "aria-pressed" not in page.text
    whole = app.test_client().get(f"{link_of(place)}/all")
    assert "checked" not in whole.text


def test_an_answer_can_be_changed(client, college, coming):
    place = college.enrol(coming)
    tap(client, client.get(link_of(place)), "5")
    tap(client, client.get(f"{link_of(place)}/1"), "2")
    assert [value for _, value in answers()] == [2]


def test_all_on_one_page(client, college, over):
    place = college.enrol(over)
    url = f"{link_of(place, 'after')}/all"
    page = client.get(url)
    names = re.findall(r'<input type="radio" id="[^"]+-0" name="([^"]+)"', page.text)
    assert len(names) == 6
    chosen = dict(zip(names, ["5", "4", "", "rather-not", "2", "1"], strict=True))
    sent = client.submit(url, {n: v for n, v in chosen.items() if v}, words="Thank you all")
    assert sent.status_code == 303
    assert dict(answers()) == {names[0]: 5, names[1]: 4, names[3]: None, names[4]: 2, names[5]: 1}
    assert db.session.scalars(select(FreeText.words)).all() == ["Thank you all"]


@pytest.mark.parametrize("wave", ["before", "after"])
def test_when_it_is_open(client, college, course, time, wave):
    group = college.scheduled_class(course, starts_in=timedelta(days=1), sessions=2)
    place = college.enrol(group)
    states = []
    # two sessions: after 1 and 8 days, of two hours
    for days in (0, 1.9, 2.1, 7.9, 8.1, 38, 38.2):
        time.move(days=days - (states[-1][0] if states else 0))
        page = client.get(link_of(place, wave))
        states.append((days, 'name="answer" value="5"' in page.text))
    shown = [is_open for _, is_open in states]
    if wave == "before":
        assert shown == [True, True, False, False, False, False, False]
    else:
        assert shown == [False, False, False, False, True, True, False]


def test_late_answers_make_no_pair(client, college, over, time):
    place = college.enrol(over)
    time.move(days=19)
    tap(client, client.get(link_of(place, "after")), "5")
    time.move(days=2)
    tap(client, client.get(link_of(place, "after")), "5")
    assert sorted(db.session.scalars(select(Answer.in_time))) == [False, True]


def test_a_closed_form_takes_nothing(client, college, over, time):
    place = college.enrol(over)
    url = f"{link_of(place, 'after')}/1"
    time.move(days=40)
    assert client.press(url, answer="5").status_code == 409
    assert answers() == []


def test_only_with_a_place(client, college, coming):
    for state in ("waiting", "withdrawn", "declined", "lapsed"):
        place = college.enrol(coming, state=state)
        assert client.get(link_of(place)).status_code == 404
    assert client.get("/feedback/not-ours").status_code == 404
    assert client.get(link_of(place) + "x").status_code == 404


@pytest.mark.parametrize("pressed", ["", "0", "6", "9223372036854775808", "<script>", "５", "x"])
def test_what_is_no_answer_is_asked_again(client, college, coming, pressed):
    url = link_of(college.enrol(coming))
    sent = client.press(f"{url}/1", answer=pressed)
    assert sent.status_code == 422
    assert "Choose one of the answers" in sent.text
    assert answers() == []


def test_too_many_words_are_not_lost(client, college, over):
    url = f"{link_of(college.enrol(over), 'after')}/words"
    sent = client.submit(url, words="hope " * 900)
    assert sent.status_code == 422
    assert "hope hope" in sent.text
    assert "Nothing you wrote is lost" in sent.text


def test_words_changed_later_are_still_the_same_question(client, college, coming, course):
    """Before and after have the same words, even when the course was rewritten in between."""
    place = college.enrol(coming)
    tap(client, client.get(link_of(place)), "5")
    course.outcomes[0].words = "something else"
    db.session.commit()
    assert heading(client.get(f"{link_of(place)}/1")) == BEFORE[0]


def test_hope_is_asked_once_for_classes_side_by_side(client, college, coming):
    person = college.person()
    first = college.enrol(coming, person)
    beside = college.scheduled_class(college.course(outcomes=["swim"]), starts_in=timedelta(days=8))
    second = college.enrol(beside, person)
    page = client.get(link_of(first))
    for _ in BEFORE:
        page = tap(client, page, "4")
    page = client.get(link_of(second))
    assert heading(page) == "I feel able to swim."
    assert "Question 1 of 1" in page.text
    assert "Question 1 of 4" in client.get(link_of(college.enrol(coming))).text
