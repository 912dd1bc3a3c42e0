"""The prospectus is the catalogue as it stands, to be printed."""

from datetime import timedelta
from typing import Any


def test_strand_by_strand_with_coming_dates_and_how_to_book(client: Any, college: Any) -> None:
    second = college.strand("For relatives", position=2)
    first = college.strand("Rebuilding life", position=1)
    college.course("Family", strand=second)
    walks = college.course("Walks", strand=first)
    college.scheduled_class(walks)
    college.scheduled_class(walks, starts_in=timedelta(days=-3))
    college.scheduled_class(walks, starts_in=timedelta(weeks=40))
    page = client.get("/prospectus").text
    places = [page.index(words) for words in ("Rebuilding life", "Walks", "For relatives")]
    assert places == sorted(places)
    assert page.count(">When<") == 1
    assert page.count("No dates just now") == 1
    assert "Ring us: 01632 960 111" in page
    assert "Write to us: 4 Market Street" in page
    assert len(client.statements) <= 5


def test_an_empty_prospectus(client: Any, college: Any) -> None:
    assert "Our courses will be listed here soon." in client.get("/prospectus").text
