"""No step of this room, however it is taken, costs more than a page may."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.client import MOST_STATEMENTS, InspectingClient


@pytest.fixture(autouse=True)
def few_statements(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(InspectingClient, "most_statements_of_a_step", MOST_STATEMENTS)


@pytest.fixture
def course(college):
    return college.course()


@pytest.fixture
def full(college, course):
    """A class of one place, taken, three weeks ahead; and who has it."""
    group = college.scheduled_class(course, capacity=1, starts_in=timedelta(weeks=3))
    return group, college.enrol(group)
