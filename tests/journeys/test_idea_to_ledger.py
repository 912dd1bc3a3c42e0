"""From the first idea for a course to the records of its first class: each with an own account."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys import teaching_together as teaching
from tests.journeys import writing_together as writing
from tests.journeys.cast import Cast, time_passes


@pytest.fixture
def cast(start_server: Callable[..., Any], open_page: Callable[..., Any]) -> Cast:
    """A peer, a practitioner, a relative, a student, and someone in the office."""
    server = start_server(processes=1)
    college, cast = server.college, Cast(server, open_page)
    college.strand(), college.venue(), college.term()
    college.co_teacher(cast.add(college.person("Noor Amin")), "peer")
    college.co_teacher(cast.add(college.person("Maya Lind")), "relative")
    cast.add(college.person("Joan Hill"))
    cast.add(college.person("Tom Ash"))
    cast.add(college.office("Ola Berg"))
    return cast


@pytest.mark.timeout(600)  # a hundred pages, on a machine that may be busy
def test_from_an_idea_to_the_ledger(cast: Cast) -> None:
    writing.propose(cast)
    writing.take_up(cast)
    writing.join_in(cast)
    writing.talk_it_over(cast)
    writing.write_words(cast)
    writing.sign_it(cast)
    writing.publish(cast)

    teaching.plan_a_class(cast)
    teaching.find_each_other(cast)
    group = teaching.open_the_class(cast)
    teaching.take_a_place(cast)
    time_passes(group, until_end=False)
    teaching.keep_the_register(cast)
    teaching.write_to_the_class(cast)
    time_passes(group, until_end=True)
    teaching.look_back_alone(cast)
    teaching.look_back_together(cast)
    teaching.sign_the_records(cast)
    teaching.read_the_ledger(cast)
