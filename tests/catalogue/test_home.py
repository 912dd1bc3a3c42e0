"""The front page."""

import re
from datetime import timedelta
from typing import Any

MOST_STATEMENTS = 5


def test_the_next_classes_with_places_lead_straight_to_their_pages(
    client: Any, college: Any, sign_in_as: Any
) -> None:
    made = [college.scheduled_class(starts_in=timedelta(days=9 - n)) for n in range(8)]
    college.fill(college.scheduled_class(capacity=1, starts_in=timedelta(days=1)))
    hidden = college.course("Hidden", in_catalogue=False)
    college.scheduled_class(hidden, starts_in=timedelta(days=1))
    sign_in_as(college.person())
    page = client.get("/").text
    links = re.findall(r'<h3><a href="/classes/(\d+)">', page)
    assert [int(link) for link in links] == [one.id for one in reversed(made[2:])]
    assert len(client.statements) <= MOST_STATEMENTS


def test_strands_lead_into_the_catalogue(client: Any, college: Any) -> None:
    college.course(strand=college.strand("Rebuilding life"))
    college.strand("Without a course")
    page = client.get("/").text
    assert '<a href="/courses?strand=rebuilding-life">Rebuilding life</a>' in page
    assert "Without a course" not in page
    assert page.count("Get help now") >= 2


def test_a_college_that_has_not_begun(client: Any, college: Any) -> None:
    assert "The next dates will be here soon" in client.get("/").text
