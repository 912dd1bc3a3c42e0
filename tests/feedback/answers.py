"""Answers by hand, straight into the tables, as many as a test of figures needs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from flask import current_app

from recoverycollege.database import db
from recoverycollege.feedback.models import Answer, FormState
from recoverycollege.feedback.rules.codes import code_of, untied

WEEK = date(2026, 3, 9)


def key() -> str:
    return current_app.extensions["settings"].answer_key


def answer(group, code, *, before=None, after=None, item="hopeful", **columns) -> None:
    """What lies under a code. Leave a wave away for no answer; 0 is "I would rather not say"."""
    after_columns = {"in_time": columns.pop("in_time", True)}
    after_columns |= {"form_version": columns.pop("after_version", columns.get("form_version", 1))}
    for wave, value in (("before", before), ("after", after)):
        if value is not None:
            values = {"form_version": 1, "week": WEEK} | columns
            values |= after_columns if wave == "after" else {}
            row = {"code": code, "item": item, "wave": wave, "class_id": group.id} | values
            db.session.add(Answer(**row, value=value or None))
    db.session.commit()


def pair(college, group, before=2, after=4, person=None, **columns) -> str:
    """Someone (`person`, or a new one) with a place who answered before and after. Returns their
    code."""
    code = code_of(key(), college.enrol(group, person, state="completed").id)
    answer(group, code, before=before, after=after, **columns)
    return code


def pairs(college, group, count, people=(), **columns) -> list[str]:
    """So many people whose answers differ from one another: `people` first, then new ones."""
    known = [*people][:count] + [None] * (count - len(people))
    return [
        pair(college, group, 1 + i % 4, 2 + i % 3, person=person, **columns)
        for i, person in enumerate(known)
    ]


def loose(group, before=None, after=None, **columns) -> str:
    """Answers that stand alone."""
    code = untied()
    answer(group, code, before=before, after=after, **columns)
    return code


def done(codes: Iterable[str], state: str = "done", wave: str = "after") -> None:
    db.session.add_all([FormState(code=code, wave=wave, state=state) for code in codes])
    db.session.commit()
