"""What a peer worker shows with one-to-one peer support: one choice for all their times."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from recoverycollege.database import db

pytestmark = pytest.mark.usefixtures("client")

AGREES = {
    "shown_name": "Amina",
    "name_scope": "public",
    "words": "lived experience",
    "perspective_scope": "public",
    "label_ok": "y",
}


@pytest.fixture
def times(college: Any) -> list[Any]:
    peer, talks = college.person("Amina Yusuf"), college.course("A talk", kind="one-to-one")
    other = college.course("Sleep well")
    team = [(peer, "peer")]
    how = {"capacity": 1, "sessions": 1, "team": team}
    days = [timedelta(days=days) for days in (-3, 4, 5)]
    return [
        *(college.scheduled_class(talks, starts_in=ahead, **how) for ahead in days),
        college.scheduled_class(other, team=team),
    ]


def test_it_holds_for_all_times_of_the_course_and_for_no_other(
    college: Any, times: list[Any], sign_in_as: Any
) -> None:
    peer = times[0].team[0].person
    amina = sign_in_as(peer)
    url = f"/teaching/classes/{times[1].id}/shown"
    page = amina.get(url).text
    assert "holds for all your times of this course" in page
    assert "its name tells that you are a peer" in page
    assert amina.submit(url, **AGREES).status_code == 303
    db.session.expire_all()
    shown = [(t.team[0].perspective_scope, t.team[0].label_ok) for t in times]
    assert shown == [("public", True)] * 3 + [("team", False)]
    assert "Amina" in amina.get(f"/classes/{times[2].id}").text
    amina.submit(url, **(AGREES | {"perspective_scope": "team"}))
    for found in times[1:3]:
        assert "Amina" not in amina.get(f"/classes/{found.id}").text.split("<main")[1]


def test_a_talk_is_not_looked_back_on_by_a_team(
    college: Any, times: list[Any], sign_in_as: Any
) -> None:
    amina = sign_in_as(times[0].team[0].person)
    assert "Two questions" not in amina.get("/teaching").text
    assert "Made together" not in amina.get(f"/teaching/classes/{times[0].id}").text
    assert "Made together" in amina.get(f"/teaching/classes/{times[3].id}").text
