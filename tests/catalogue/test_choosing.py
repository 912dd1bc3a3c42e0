"""The filters of the catalogue: each alone, several together, and taken away again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.catalogue.test_courses import titles
from tests.college import at

pytestmark = pytest.mark.both
FINDS: dict[str, set[str]] = {
    "strand=rebuilding-life": {"Money", "Walks"},
    "strand=rebuilding-life&strand=for-relatives": {"Money", "Walks", "Family"},
    "kind=workshop": {"Money"},
    "for=relatives&for=staff": {"Family", "Walks"},
    "language=cy": {"Walks"},
    "format=online": {"Money"},
    "format=online&format=hybrid": {"Money", "Family"},
    "setting=outdoors": {"Walks"},
    "venue=the-hall": {"Money", "Family"},
    "venue=gone": {"Money", "Walks", "Family"},
    "term=spring": {"Money"},
    "access=step-free": {"Money", "Family"},
    "access=quiet-room": {"Walks"},
    "access=step-free&access=online": {"Family"},
    "day=wed": {"Money"},
    "day=tue": {"Money"},
    "day=thu&day=fri": {"Walks", "Family"},
    "time=morning": {"Money", "Family"},
    "time=afternoon": {"Walks"},
    "time=evening": {"Money"},
    "places=1": {"Money", "Walks"},
    "q=mon": {"Money"},
    # Asked of one and the same class:
    "day=wed&format=online": set(),
    "day=tue&format=online&time=evening&q=money&kind=workshop": {"Money"},
    "day=tue&time=morning": set(),
}


@pytest.fixture
def find(client: Any, college: Any) -> Callable[[str], set[str]]:
    """Three courses, and the titles that an address finds."""
    home, term = college.strand("Rebuilding life"), college.term("Spring")
    other = college.strand("For relatives")
    hall = college.venue("The Hall", step_free=True, hearing_loop=True)
    lodge = college.venue("Park Lodge", step_free=False, quiet_room=True)
    online = college.venue("Online", online=True, step_free=False)
    money = college.course("Money", strand=home, kind="workshop")
    walks = college.course("Walks", strand=home, for_whom="staff", language="cy")
    family = college.course("Family", strand=other, for_whom="relatives")
    # 31 March is after the clocks have changed: a class at 17:30 is at 16:30 UTC.
    for course, days, hour, columns in (
        (money, 7, 10, {"venue_id": hall.id, "term_id": term.id}),
        (money, 20, 17, {"venue_id": online.id, "format": "online", "setting": "online"}),
        (walks, 8, 13, {"venue_id": lodge.id, "setting": "outdoors"}),
        (family, 9, 9, {"venue_id": hall.id, "format": "hybrid", "capacity": 0}),
    ):
        college.scheduled_class(course, sessions=[at(days, hour, 30)], **columns)

    def found(query: str) -> set[str]:
        return set(titles(client.get(f"/courses?{query}")))

    return found


def test_filters_combine(find: Any) -> None:
    assert {query: find(query) for query in FINDS} == FINDS


def test_a_card_shows_the_class_that_was_asked_for(find: Any, client: Any) -> None:
    page = client.get("/courses?time=evening").text
    assert "Tuesday 31 March, 17:30 to 19:30" in page
    assert "Wednesday 18 March" not in page


def test_what_was_chosen_can_be_taken_away(find: Any, client: Any) -> None:
    page = client.get("/courses?q=money&format=online&day=tue&places=1").text
    assert '<a href="/courses?q=money&amp;day=tue&amp;places=1" aria-label="Take away: ' in page
    assert '<a href="/courses?q=money&amp;format=online&amp;places=1" aria-label' in page
    assert '<a href="/courses?q=money&amp;format=online&amp;day=tue" aria-label' in page
    assert 'value="tue" checked' in page


def test_a_session_that_was_called_off_does_not_count(client: Any, college: Any) -> None:
    one = college.scheduled_class(college.course("Money"), starts_in=timedelta(days=2))
    for session in one.sessions:
        session.called_off = True
    assert "No dates just now" in client.get("/courses").text
