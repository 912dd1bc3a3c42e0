"""A class that meets today, as its co-teachers see it."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from tests.college import College


@pytest.fixture
def taught(college: College) -> SimpleNamespace:
    """Dee and Ravi teach three people; the first of the sessions begins in an hour."""
    dee, ravi = college.person("Dee Peer"), college.person("Ravi Nurse")
    group = college.scheduled_class(
        college.course("Food and mood"),
        starts_in=timedelta(hours=1),
        team=[(dee, "peer"), (ravi, "practitioner")],
    )
    people = [
        college.person("Ada Lark", needs="A seat by the door", told_to="team"),
        college.person("Ben Moss", needs="Hears voices on bad days", told_to="office"),
        college.person("Cyd Reed"),
    ]
    places = [college.enrol(group, person) for person in people]
    return SimpleNamespace(group=group, dee=dee, ravi=ravi, people=people, places=places)
