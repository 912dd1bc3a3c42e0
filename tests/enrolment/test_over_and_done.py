"""What is over leaves the office nothing to do about it, and no offer that runs."""

from __future__ import annotations

from datetime import timedelta

import pytest

from recoverycollege.accounts.services.tasks import add_task
from recoverycollege.database import db
from recoverycollege.enrolment.services import answering, pausing
from recoverycollege.refusals import Refused
from recoverycollege.worker import run_once
from tests.enrolment.steps import ask, begin_again, leave, open_tasks, states

pytestmark = pytest.mark.both


@pytest.fixture
def offered(college, time, full):
    """Someone reached by phone who is offered a place: the office is to ring them."""
    group, place = full
    wish = ask(group, college.person(phone="01632 960 111"), time.now)
    leave(place, time.now)
    assert open_tasks(wish) == ["offer", "tell"]
    return wish


def test_nobody_is_rung_on_a_break(app, time, offered):
    add_task(
        "call",
        now=time.now,
        due_at=time.now,
        person_id=offered.person_id,
        about_id=offered.id,
    )
    db.session.commit()
    begin_again()
    pausing.pause(offered.person_id, time.now + timedelta(days=20), time.now)
    db.session.commit()
    assert states(offered) == ["waiting"]
    assert open_tasks(offered) == ["tell"]


def test_a_class_that_is_over_leaves_no_tasks_but_friendly_calls(app, college, time, offered):
    wish = college.enrol(offered.scheduled_class, state="waiting")
    for kind in ("confirm", "access", "call"):
        add_task(kind, now=time.now, due_at=time.now, person_id=wish.person_id, about_id=wish.id)
    db.session.commit()
    time.move(days=60)
    run_once(app)
    assert states(offered, wish) == ["lapsed", "lapsed"]
    assert (open_tasks(offered), open_tasks(wish)) == ([], ["call"])


def test_no_offer_runs_once_the_class_has_begun(app, college, time):
    """The class was brought forward while the offer ran."""
    group = college.scheduled_class(capacity=1, starts_in=timedelta(days=10))
    wish = college.enrol(group, state="offered")
    group.sessions[0].starts_at -= timedelta(days=9)
    group.sessions[0].ends_at -= timedelta(days=9)
    db.session.commit()
    time.move(days=1, hours=1)
    run_once(app)
    assert states(wish) == ["lapsed"]
    begin_again()
    with pytest.raises(Refused):
        answering.accept(wish.id, time.now)
