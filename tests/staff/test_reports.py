"""This term in numbers."""

from __future__ import annotations

from datetime import date

import pytest

from tests.figures import Figures


@pytest.fixture
def office(college, sign_in_as):
    return sign_in_as(college.office())


def test_before_it_was_counted_it_says_so(office):
    page = office.get("/staff/reports").text
    assert "Not counted yet" in page


@pytest.mark.both
def test_this_term_as_a_whole_and_by_strand(college, office):
    college.strand("Rebuilding life")
    past = college.term("Autumn", starts_on=date(2025, 9, 1), ends_on=date(2025, 12, 19))
    now = college.term("Spring")
    later = college.term("Summer", starts_on=date(2026, 6, 1), ends_on=date(2026, 7, 19))
    for term, people in ((past, 31), (now, 42), (later, 3)):
        Figures().term(term, people=people)
    page = office.get("/staff/reports").text
    assert len(office.statements) <= 8
    for part in ("<h1>This term</h1>", "Spring:", "<strong>42</strong>", "<strong>70 %</strong>",
                 "places unfilled, of 72", "people in line", "Rebuilding life",
                 "Counted on 11 March 2026 at 10:00"):  # fmt: skip
        assert part in page
    page = office.get(f"/staff/reports?term={past.id}").text
    assert "<h1>Autumn</h1>" in page
    assert "<strong>31</strong>" in page


def test_between_terms_it_is_the_last_one(college, office):
    past = college.term("Autumn", starts_on=date(2025, 9, 1), ends_on=date(2025, 12, 19))
    Figures().term(past)
    assert "<h1>Autumn</h1>" in office.get("/staff/reports").text


def test_no_register_yet_is_no_nought(college, office):
    Figures().term(college.term(), marks=0, came=0)
    assert "no register yet" in office.get("/staff/reports").text


@pytest.mark.parametrize(("marks", "came"), [(19, 10), (200, 200), (200, 0)])
def test_attendance_is_told_of_twenty_marks_and_never_of_all_or_none(college, office, marks, came):
    Figures().term(college.term(), marks=marks, came=came)
    page = office.get("/staff/reports").text
    assert "not shown" in page
    for told in ("53 %", "<strong>100 %", "<strong>0 %", "no register yet"):
        assert told not in page


@pytest.mark.parametrize("term", ["98765", "x"])
def test_a_term_that_is_not_there(college, office, term):
    Figures().term(college.term())
    assert office.get(f"/staff/reports?term={term}").status_code == 404


def test_it_is_for_the_office(client, college, sign_in_as):
    sign_in_as(college.person())
    assert client.get("/staff/reports").status_code == 403
