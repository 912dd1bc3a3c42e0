"""My learning: what is coming, what waits, what has been."""

from __future__ import annotations

from flask import current_app, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.enrolment.blueprint import enrolment
from recoverycollege.enrolment.queries.materials import how_many_for
from recoverycollege.enrolment.queries.own import absences, was_there
from recoverycollege.enrolment.queries.people import (
    MyPlaces,
    line_positions,
    my_places,
    next_session,
    running_offer,
)
from recoverycollege.enrolment.queries.turns import gathers
from recoverycollege.enrolment.services.pausing import paused_until
from recoverycollege.feedback.queries.quotes import waiting_for
from recoverycollege.guards import audience


def answer_key() -> str:
    """With it the words are found that someone wrote themselves."""
    key: str = current_app.extensions["settings"].answer_key
    return key


@enrolment.get("/my-learning")
@audience("own")
def my_learning() -> ResponseReturnValue:
    now = clock.now()
    mine = my_places(current_user.person_id, now)
    absent = absences([e.id for e in mine.coming])
    return render_template(
        "enrolment/my_learning.html",
        mine=mine,
        positions=line_positions([e.id for e in mine.waiting]),
        next_session=lambda e: next_session(e.scheduled_class, now, absent.get(e.id, ())),
        was_there=was_there([e.id for e in mine.past]),
        now=now,
        running_offer=running_offer,
        gathers=gathers,
        materials=how_many_for(current_user.person_id, classes_of(mine), now),
        paused_until=paused_until(current_user.person_id, now),
        to_read=waiting_for(current_user.person_id, answer_key()),
    )


def classes_of(mine: MyPlaces) -> list[int]:
    """The classes that may have materials for them."""
    return [enrolment.class_id for enrolment in (*mine.coming, *mine.past)]
