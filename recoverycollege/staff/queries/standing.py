"""How many wishes stand where on a class. A party is one wish, however many places it takes."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import case, func, select

from recoverycollege.database import db
from recoverycollege.enrolment.models import LIVE, Enrolment
from recoverycollege.enrolment.queries.places import in_line


@dataclass(frozen=True)
class Standing:
    """`placed`: with a place or an offer. `line`: in line. `people`: who is told when the class is
    called off, each once."""

    placed: int
    line: int
    people: int


def standing(class_id: int) -> Standing:
    reached = case((Enrolment.confirmed_at.is_not(None), Enrolment.person_id))
    row = db.session.execute(
        select(
            func.count(case((Enrolment.state != "waiting", 1))),
            func.count(case((in_line(), 1))),
            func.count(reached.distinct()),
        ).where(Enrolment.class_id == class_id, Enrolment.state.in_(LIVE))
    ).one()
    return Standing(*row)
