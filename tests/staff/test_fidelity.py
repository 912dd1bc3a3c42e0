"""Evidence for the fidelity measure: counts of a term, nobody in them, and no score."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta

import pytest

from recoverycollege import clock, history
from recoverycollege.accounts.models import Task
from recoverycollege.classes.models import CoproductionRecord, RecordSignature
from recoverycollege.database import db
from tests.figures import Figures

PAGE = "/staff/reports/fidelity"


@pytest.fixture
def office(college, sign_in_as):
    return sign_in_as(college.office())


def told(page: str) -> dict[str, str]:
    """What is counted → how many, as the page says it."""
    rows = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page, re.S)
    return {words.strip(): count.strip() for words, count in rows}


def sign(group, kind, *sides):
    signatures = [
        RecordSignature(side=side, person_id=member.person_id, signed_at=clock.now())
        for side, member in zip(("peer", "other"), group.team, strict=True)
        if side in sides
    ]
    db.session.add(CoproductionRecord(class_id=group.id, kind=kind, signatures=signatures))
    db.session.commit()


def test_before_there_is_a_term(office):
    assert "No term yet" in office.get(PAGE).text


@pytest.mark.both
def test_classes_and_records_of_a_term(college, office):
    term = college.term("Spring")
    over = college.scheduled_class(term_id=term.id, starts_in=timedelta(weeks=-4))
    coming = college.scheduled_class(term_id=term.id, sessions=1, setting="inpatient-ward")
    college.scheduled_class(term_id=term.id, state="draft")
    college.scheduled_class(term_id=term.id, state="called_off")
    college.scheduled_class()
    sign(over, "design", "peer", "other")
    sign(over, "delivery", "peer", "other")
    sign(over, "evaluation", "peer")
    sign(coming, "design", "other")
    page = office.get(PAGE).text
    assert len(office.statements) <= 12
    found = told(page)
    assert found["Classes taught by a peer and someone else"] == "2 of 2"
    assert found["Planned together: records signed from both sides"] == "1 of 2"
    assert found["Taught together: records signed from both sides"] == "1 of 1"
    assert found["Looked back together: records signed from both sides"] == "0 of 1"
    assert found["Classes in the community or outdoors"] == "1 of 2"
    assert found["Classes that meet three times or more"] == "1 of 2"
    assert found["Courses agreed by a peer and someone else, by signature"] == "0 of 2"
    assert "no score" in page
    assert "Canadian Journal of Psychiatry" in page
    for name in ("Valuing Equality", "Commitment to Recovery", "Strengths Based", "Progressive"):
        assert f"<h3>{name}</h3>" in page


@pytest.mark.both
def test_people_are_counted_of_enough_and_roughly(college, office):
    past = college.term("Autumn", starts_on=date(2025, 9, 1), ends_on=date(2025, 12, 19))
    term = college.term("Spring")
    old = college.scheduled_class(term_id=past.id)
    group = college.scheduled_class(term_id=term.id, capacity=30)
    for number in range(22):
        person = college.person()
        how = {"channel": "phone" if number < 12 else "web"}
        college.enrol(group, person, with_whom="friend" if number < 7 else "", **how)
        if number < 9:
            college.enrol(old, person, state="completed")
        college.enrol(old, state="withdrawn")
    found = told(office.get(f"{PAGE}?term={term.id}").text)
    assert found["People who asked for a place by phone, on paper or in person"] == (
        "about 10 of about 20"
    )
    assert found["People with a place who had one in an earlier term too"] == "about 10 of about 20"
    assert found["People who came with a friend or a supporter"] == "fewer than 8 of about 20"
    teachers = "Co-teachers who have had a place on a class here themselves"
    assert found[teachers] == "fewer than 8"
    found = told(office.get(f"{PAGE}?term={past.id}").text)
    assert found["People with a place who had one in an earlier term too"] == (
        "fewer than 8 of about 10"
    )


def test_what_would_help_and_was_arranged(college, office):
    group = college.scheduled_class(term_id=college.term().id, capacity=30)
    for number in range(17):
        place = college.enrol(group)
        due = {"created_at": clock.now(), "due_at": clock.now()}
        for _ in range(1 + number % 2):  # changed and asked again
            db.session.add(Task(kind="access", person_id=place.person_id, about_id=place.id, **due))
        if number < 9:
            history.record("place.arranged", "enrolment", place.id, class_id=group.id)
    db.session.commit()
    found = told(office.get(PAGE).text)
    arranged = "What would help someone take part: arranged, of all that was asked for"
    assert found[arranged] == "about 10 of about 15"


def test_hope_and_students_who_were_asked(college, office):
    term = college.term()
    over = college.scheduled_class(term_id=term.id, starts_in=timedelta(weeks=-4))
    asked = "Classes that are over, where students were asked what they take away"
    hopeful = "People who said before and after a class how hopeful they feel"
    found = told(office.get(PAGE).text)
    assert (found[asked], found[hopeful]) == ("0 of 1", "fewer than 8")
    Figures().of("class", over.id, 12)
    Figures().of("term", term.id, 40)
    college.fill(over)
    found = told(office.get(PAGE).text)
    assert found[asked] == "1 of 1"
    assert found[hopeful].startswith("about 40")


def test_the_file(college, office):
    term = college.term("Spring")
    college.scheduled_class(term_id=term.id)
    answer = office.get(f"{PAGE}.csv?term={term.id}")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="fidelity-spring.csv"'
    rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert rows[0] == ["Evidence for the fidelity measure", "Spring"]
    name = "Coproduction of the Recovery College"
    assert [name, "Classes taught by a peer and someone else", "1", "1"] in rows
    assert len({row[0] for row in rows[2:-1]}) == 12


@pytest.mark.parametrize("path", [f"{PAGE}?term=98765", f"{PAGE}.csv?term=x", f"{PAGE}.csv"])
def test_a_term_that_is_not_there(office, path):
    assert office.get(path).status_code == 404


def test_it_is_for_the_office_and_linked_from_the_reports(client, college, sign_in_as, office):
    assert f'href="{PAGE}"' in office.get("/staff/reports").text
    sign_in_as(college.person())
    for path in (PAGE, f"{PAGE}.csv"):
        assert client.get(path).status_code == 403
