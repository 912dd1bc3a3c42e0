"""Free texts by theme, course and term, and by a word in them; only where eight answered."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from recoverycollege.database import db
from recoverycollege.feedback.models import FreeText, TextTheme, Theme
from recoverycollege.feedback.rules.codes import untied
from tests.feedback.conftest import link_of
from tests.figures import Figures

PAGE = "/staff/words"


@pytest.fixture
def course(college):
    return college.course("Food and mood")


def closed(college, course, people, *words, **columns):
    """A class of so many who answered, and what some of them wrote."""
    group = college.scheduled_class(course, **columns)
    Figures().of("class", group.id, people - 2)
    for one in words:
        row = FreeText(id=untied(), class_id=group.id, item="after-anything", words=one)
        db.session.add(row)
    db.session.commit()
    return group


@pytest.fixture
def texts(college, course):
    """Eight who answered in one class, seven in another course's."""
    found = closed(college, course, 8, "The soup was warm.", "More time, please.")
    closed(college, college.course("Living with voices"), 7, "Nobody may read this.")
    return found


@pytest.fixture
def office(college, sign_in_as):
    return sign_in_as(college.office())


def theme(name):
    row = Theme(name=name)
    db.session.add(row)
    db.session.commit()
    return row


def about(row, *themes):
    db.session.add_all([TextTheme(text_id=row.id, theme_id=one.id) for one in themes])
    db.session.commit()


@pytest.mark.both
def test_only_where_eight_answered(office, texts):
    page = office.get(PAGE).text
    assert "The soup was warm." in page
    assert "Nobody may read this." not in page
    assert "Living with voices" not in page
    assert len(office.statements) <= 12


def test_a_small_class_counts_with_its_course(college, office, course, texts):
    terms = {n: college.term(f"T{n}").id for n in (6, 7)}
    for n, term_id in terms.items():
        closed(college, course, n, f"Of {n}.", term_id=term_id)
    Figures().of("course", course.id, 20)
    page = office.get(PAGE).text
    assert "Of 6." in page
    assert "Of 7." in page
    # A term would leave seven of them: nothing of them.
    page = office.get(f"{PAGE}?term={terms[7]}").text
    assert "Of 7." not in page


def test_a_small_class_alone_is_never_shown(college, office, course, texts):
    closed(college, course, 4, "Of 4.")
    Figures().of("course", course.id, 12)
    assert "Of 4." not in office.get(PAGE).text


def test_by_a_word(office, texts):
    page = office.submit(PAGE, page=PAGE, q="SOUP").text
    assert "The soup was warm." in page
    assert "More time, please." not in page
    assert "No texts here" in office.submit(PAGE, page=PAGE, q="100%").text


def test_by_course_and_term(college, office, texts):
    term = college.term("Spring")
    other = closed(college, college.course("Walk and talk"), 9, "We walked.", term_id=term.id)
    page = office.get(f"{PAGE}?course={other.course_id}").text
    assert "We walked." in page
    assert "The soup" not in page
    page = office.get(f"{PAGE}?term={term.id}").text
    assert "We walked." in page
    assert "The soup" not in page


def test_themes_are_set_by_hand(office, texts):
    warm, time = theme("Feeling welcome"), theme("More time")
    soup = db.session.scalars(select(FreeText).where(FreeText.words.contains("soup"))).one()
    answer = office.press(f"{PAGE}/about", text=soup.id, about=[str(warm.id), str(time.id), "99"])
    assert answer.status_code == 303
    page = office.get(f"{PAGE}?theme={warm.id}").text
    assert "The soup was warm." in page
    assert "More time, please." not in page
    page = office.get(f"{PAGE}?theme=0").text  # about nothing yet
    assert "The soup was warm." not in page
    assert "More time, please." in page
    office.press(f"{PAGE}/about", text=soup.id)
    db.session.rollback()
    assert db.session.scalars(select(TextTheme)).all() == []


def test_nothing_is_set_on_what_may_not_be_read(office, texts):
    hidden = db.session.scalars(select(FreeText).where(FreeText.words.contains("Nobody"))).one()
    about = str(theme("The room").id)
    assert office.press(f"{PAGE}/about", text=hidden.id, about=about).status_code == 404
    assert office.press(f"{PAGE}/about", text="no such", about=about).status_code == 404


def test_a_theme_is_counted_from_eight_texts_on(college, office, course):
    few, many = theme("Few"), theme("Many")
    closed(college, course, 9, *(f"Words {n}" for n in range(9)))
    rows = db.session.scalars(select(FreeText)).all()
    for n, row in enumerate(rows):
        about(row, many, *([few] if n < 7 else []))
    page = office.get(PAGE).text
    assert "about 10 texts" in page
    assert page.count("about 10 texts") == 1
    assert "about 5 texts" not in page


def test_the_list_of_themes(office):
    page = f"{PAGE}/themes"
    office.submit(page, name="The room")
    assert office.submit(page, name="the ROOM").status_code == 422
    assert office.submit(page, name=" ").status_code == 422
    assert "The room" in office.get(page).text
    found = db.session.scalars(select(Theme)).one()
    office.press(f"{page}/{found.id}/remove", page=page)
    assert "No themes yet" in office.get(page).text


def test_other_words_are_about_nothing_yet(client, college, course):
    group = college.scheduled_class(course, starts_in=timedelta(days=-1), sessions=1)
    page = f"{link_of(college.enrol(group), 'after')}/words"
    client.submit(page, page=page, words="It was cold.")
    about(db.session.scalars(select(FreeText)).one(), theme("The room"))
    client.submit(page, page=page, words="It was lovely.")
    db.session.rollback()
    assert db.session.scalars(select(TextTheme)).all() == []


def test_for_the_office_only(client, college, sign_in_as):
    sign_in_as(college.person())
    for page in (PAGE, f"{PAGE}/themes"):
        assert client.get(page).status_code == 403
    assert client.press(f"{PAGE}/about").status_code == 403
