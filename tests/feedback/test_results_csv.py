"""The numbers as a file: the same as on the page, rounded alike, harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io

import pytest

from tests.figures import Figures


@pytest.fixture
def rows_of(college, sign_in_as):
    office = sign_in_as(college.office())

    def rows(path):
        answer = office.get(f"/staff/feedback/{path}.csv")
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "attachment" in answer.headers["Content-Disposition"]
        assert len(office.statements) <= 8
        return list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"))))

    return rows


def test_the_file_has_the_numbers_of_the_page(college, rows_of):
    course = college.course("Food and mood", outcomes=("plan one meal",))
    Figures().of("course", course.id, 31, outcomes=course, turnout={"places": 52, "untied": 1})
    rows = rows_of(f"course/{course.id}")
    assert rows[0] == ["Food and mood", "Feedback on this course"]
    by_name = {row[0]: row[1:] for row in rows if row}
    assert by_name["Question"][0] == by_name["Who answered"][0] == "Places"
    assert by_name["I feel able to plan one meal."] == [
        "30", "3.1", "3.6", "0.5", "0.1", "0.9", "15", "15", "fewer than 3",
        "0.46", "0.52", "below 0.001", "0.012", "0.61",
    ]  # fmt: skip
    assert by_name["Answered before and after"] == ["30", "60"]
    assert by_name["Answers that stand alone: nobody knows whose"] == ["fewer than 3", ""]
    assert any("not proof of cause" in row[0] for row in rows if row)


def test_words_are_no_formula(college, rows_of):
    course = college.course("=HYPERLINK(1)", slug="formula", outcomes=("+plan",))
    Figures().of("course", course.id, 12, outcomes=course, difference=-0.25, low=-0.5, high=0.0)
    rows = rows_of(f"course/{course.id}")
    assert rows[0][0] == "'=HYPERLINK(1)"
    for row in rows:
        for cell in row:
            assert not cell.startswith(("=", "+", "@", "\t", "\r")), cell
            assert not cell.startswith("-") or float(cell) < 0


def test_comments_are_not_in_the_file(college, rows_of):
    found = college.scheduled_class()
    figures = Figures()
    figures.of("class", found.id, 12)
    figures.words(found.id, "I liked the tea")
    assert "tea" not in str(rows_of(f"class/{found.id}"))


def test_a_small_class_is_not_in_its_file(college, rows_of):
    found = college.scheduled_class()
    Figures().of("class", found.id, 7)
    assert rows_of(f"class/{found.id}")[1:] == [["Too few answers to show anything."]]
    Figures().of("course", found.course_id, 15)
    rows = rows_of(f"class/{found.id}")
    assert "figures of its course" in rows[1][0]
