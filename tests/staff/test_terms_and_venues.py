"""Terms and venues in the office."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from recoverycollege.catalogue.models import Term
from recoverycollege.classes.models import Venue
from recoverycollege.database import db

pytestmark = pytest.mark.usefixtures("client")


@pytest.fixture
def office(college: Any, sign_in_as: Any) -> Any:
    return sign_in_as(college.office())


def test_adds_and_changes_a_term(office: Any) -> None:
    assert "No terms yet" in office.get("/staff/terms").text
    given = {"name": "Spring", "starts_on": "2026-01-12", "ends_on": "03/04/2026"}
    assert office.submit("/staff/terms/new", given).status_code == 303
    term = db.session.scalars(select(Term)).one()
    assert str(term.ends_on) == "2026-04-03"
    assert term.most_courses == 0
    assert "As many as they like" in office.get("/staff/terms").text
    changed = {"name": "Early spring", "most_courses": "3"}
    assert office.submit(f"/staff/terms/{term.id}", changed).status_code == 303
    db.session.refresh(term)
    assert term.most_courses == 3
    page = office.get("/staff/terms").text
    assert "Early spring" in page
    assert "3 at most" in page
    assert "(now)" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 101},
        {"ends_on": "2026-01-11"},
        {"starts_on": "0"},
        {"most_courses": "-1"},
    ],
)
def test_a_term_with_mistakes_comes_back(office: Any, wrong: dict[str, str]) -> None:
    given = {"name": "Spring", "starts_on": "2026-01-12", "ends_on": "2026-04-03"}
    assert office.submit("/staff/terms/new", given | wrong).status_code == 422
    assert db.session.scalar(select(Term)) is None


def test_adds_and_changes_a_venue(office: Any) -> None:
    given = {"name": "The Café", "address": "1 Mill Lane", "step_free": "y"}
    assert office.submit("/staff/venues/new", given).status_code == 303
    assert office.submit("/staff/venues/new", given).status_code == 303
    first, second = db.session.scalars(select(Venue).order_by(Venue.id))
    assert (first.slug, second.slug, first.step_free) == ("the-cafe", "the-cafe-2", True)
    assert office.submit(f"/staff/venues/{first.id}", step_free=None).status_code == 303
    db.session.expire_all()
    assert not first.step_free
    assert "1 Mill Lane" in office.get("/staff/venues").text


def test_a_venue_has_an_address_or_is_online(office: Any) -> None:
    answer = office.submit("/staff/venues/new", name="Somewhere", entrance="<script>")
    assert answer.status_code == 422
    assert "&lt;script&gt;" in answer.text
    assert office.submit("/staff/venues/new", name="日本", online="y").status_code == 303


def test_what_is_not_here(office: Any) -> None:
    assert office.get("/staff/terms/404").status_code == 404
    assert office.press("/staff/venues/404").status_code == 404
