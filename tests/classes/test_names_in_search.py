"""Search finds a co-teacher only by a name that the page of the class shows now."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest

from recoverycollege.classes.models import ScheduledClass
from recoverycollege.classes.services import teams
from recoverycollege.classes.services.indexing import reindex
from recoverycollege.database import begin_write, db

NAMED = {"name_scope": "public", "perspective_scope": "team"}
OPEN = {"name_scope": "public", "perspective_scope": "public"}


@pytest.fixture
def zelda(college: Any) -> SimpleNamespace:
    """Zelda shows her name, and hides what she brings where that is said."""
    person, office = college.person("Zelda Peer"), college.office()
    return SimpleNamespace(person=person, office=office, course=college.course(kind="peer-group"))


def plan(college: Any, zelda: Any, shows: dict[str, str], *others: Any) -> ScheduledClass:
    found = college.scheduled_class(zelda.course, team=[(zelda.person, "peer", shows), *others])
    db.session.rollback()
    begin_write()
    reindex(zelda.course.id)
    return found


def found_by_name(client: Any, zelda: Any, found: ScheduledClass) -> bool:
    """What search and the page say, which is the same."""
    slug, class_id = zelda.course.slug, found.id
    db.session.commit()
    searched = f"/courses/{slug}" in client.get("/courses?q=Zelda").text
    assert searched == ("Zelda" in client.get(f"/classes/{class_id}").text)
    return searched


@pytest.mark.both
def test_when_another_leaves_and_the_kind_would_tell(college: Any, client: Any, zelda: Any) -> None:
    kofi = college.person("Kofi Peer")
    found = plan(college, zelda, NAMED, (kofi, "peer"))
    teams.remove_team_member(found.id, kofi.id, by_id=zelda.office.id)
    assert not found_by_name(client, zelda, found)


def test_when_another_comes_who_makes_it_safe(
    college: Any, client: Any, zelda: Any, time: Any
) -> None:
    found = plan(college, zelda, NAMED)
    put_in(found, college.person("Kofi Peer").id, zelda, time.now)
    assert found_by_name(client, zelda, found)


def test_when_another_side_is_hidden_again(
    college: Any, client: Any, zelda: Any, time: Any
) -> None:
    found = plan(college, zelda, OPEN)
    assert found_by_name(client, zelda, found)
    begin_write()
    put_in(found, zelda.person.id, zelda, time.now, exception_reason="We look for a peer")
    found = db.session.get_one(ScheduledClass, found.id)
    assert [m.perspective_scope for m in found.team] == ["team"]
    assert not found_by_name(client, zelda, found)


def put_in(found: ScheduledClass, person_id: int, zelda: Any, now: datetime, **how: Any) -> None:
    side = "practitioner"
    teams.set_team_member(
        found.id, person_id, perspective=side, lead=False, now=now, by_id=zelda.office.id, **how
    )


def test_when_the_course_becomes_a_peer_group(
    app: Any, college: Any, client: Any, zelda: Any, sign_in_as: Any
) -> None:
    course = zelda.course = college.course("Bread", outcomes=["rest", "talk"])
    found = plan(college, zelda, NAMED)
    assert found_by_name(client, zelda, found)
    office = sign_in_as(zelda.office, app.test_client())
    office.most_statements = 20  # it is indexed twice: with its own words, then the names
    answer = office.submit(f"/staff/courses/{course.id}/edit", {"kind": "peer-group"})
    assert answer.status_code == 303
    assert not found_by_name(client, zelda, found)
