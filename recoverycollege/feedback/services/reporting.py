"""Closing the forms of a class, and laying down its figures once. Only the worker comes here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import exists, func, select

from recoverycollege.accounts.models import Person
from recoverycollege.classes.models import ClassSession, ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.enrolment.services.filling import lock
from recoverycollege.feedback.models import FormState, PairCount, Turnout
from recoverycollege.feedback.queries.forms import MAY_ANSWER
from recoverycollege.feedback.queries.pairs import (
    Pairs,
    afterwards_of,
    answered_waves,
    pairs_of,
    shown_items,
)
from recoverycollege.feedback.rules.codes import code_of
from recoverycollege.feedback.rules.windows import PAIR_UNTIL
from recoverycollege.feedback.services.figures import figure_of
from recoverycollege.feedback.services.pooling import pool_figures, write_pools

CODES_AT_ONCE = 500
BOTH, BEFORE, AFTER = {"before", "after"}, {"before"}, {"after"}


def closed_classes(now: datetime, key: str) -> list[int]:
    """Classes whose forms are over and that have no figures yet: twenty-one days after the last
    session, or as soon as everyone with a place is done with the after form."""
    ends_at = func.max(ClassSession.ends_at)
    reported = exists().where(Turnout.scope == "class", Turnout.scope_id == ScheduledClass.id)
    rows = db.session.execute(
        select(ScheduledClass.id, ends_at)
        .join(ClassSession, ClassSession.class_id == ScheduledClass.id)
        .where(ScheduledClass.state == "open", ClassSession.called_off.is_(False), ~reported)
        .group_by(ScheduledClass.id)
        .having(ends_at <= now)
    ).all()
    late = {class_id for class_id, ended_at in rows if ended_at + PAIR_UNTIL <= now}
    return sorted(late | _all_done({class_id for class_id, _ in rows} - late, key))


def report_class(class_id: int, now: datetime, key: str) -> int:
    """Lays down who answered in a class, each change of eight people or more, and what the class
    counts in pools, under the class lock. Returns how many figures; none for a class that has
    them: they are frozen."""
    found = lock(class_id)
    frozen = db.session.get(Turnout, ("class", class_id))
    if found is None or frozen:
        return 0
    items = shown_items()
    known = _codes({class_id}, key, only_with_place=False)[class_id]
    db.session.add(_turnout(class_id, now, key, known))
    done = 1
    for item, pairs in (pairs_of(class_id) | afterwards_of(class_id, known)).items():
        db.session.add_all(_counts(class_id, item, pairs))
        how = items.get(item)
        if how and (row := figure_of("class", class_id, item, how, pairs.all, now.date())):
            db.session.add(row)
            done += 1
    db.session.flush()
    return done


def report_pools(now: datetime) -> int:
    """The figures of courses, strands, terms and the college, made of closed classes and written.
    Returns how many changed."""
    return write_pools(pool_figures(now))


def _counts(class_id: int, item: str, pairs: Pairs) -> list[PairCount]:
    return [
        PairCount(
            class_id=class_id,
            item=item,
            value_before=before,
            value_after=after,
            people=people,
            in_total=pairs.in_total[before, after],
        )
        for (before, after), people in pairs.all.items()
    ]


def _turnout(class_id: int, now: datetime, key: str, known: Collection[str]) -> Turnout:
    """Counted by recomputing codes. Someone whose answers stand alone is in `places`, and in no
    other column. `untied`: after forms answered under a code that is none of those `known`."""
    codes = _codes({class_id}, key, only_with_place=True)[class_id]
    answered = answered_waves(class_id)
    waves = [answered.get(code, set()) for code in codes - _with_state(codes, ("untied",))]
    return Turnout(
        scope="class",
        scope_id=class_id,
        places=len(codes),
        both=waves.count(BOTH),
        before=waves.count(BEFORE),
        after=waves.count(AFTER),
        neither=waves.count(set()),
        untied=sum("after" in of for code, of in answered.items() if code not in known),
        classes=1,
        made_on=now.date(),
    )


def _all_done(class_ids: Collection[int], key: str) -> set[int]:
    """Those of these classes where everyone with a place is done with the after form."""
    codes = _codes(class_ids, key, only_with_place=True)
    done = _with_state(
        {code for of_class in codes.values() for code in of_class}, ("done", "refused", "untied")
    )
    return {class_id for class_id, of_class in codes.items() if of_class and of_class <= done}


def _codes(class_ids: Collection[int], key: str, *, only_with_place: bool) -> dict[int, set[str]]:
    """Class id → the codes of its enrolments."""
    query = select(Enrolment.class_id, Enrolment.id).where(Enrolment.class_id.in_(class_ids))
    if only_with_place:
        query = query.join(Person, Person.id == Enrolment.person_id).where(
            Enrolment.state.in_(MAY_ANSWER), Person.erased_at.is_(None)
        )
    found: dict[int, set[str]] = defaultdict(set)
    for class_id, enrolment_id in db.session.execute(query):
        found[class_id].add(code_of(key, enrolment_id))
    return found


def _with_state(codes: Collection[str], states: Collection[str]) -> set[str]:
    """Those of these codes whose after form is in one of these states."""
    found: set[str] = set()
    ordered = sorted(codes)
    for start in range(0, len(ordered), CODES_AT_ONCE):
        some = ordered[start : start + CODES_AT_ONCE]
        found.update(
            db.session.scalars(
                select(FormState.code)
                .where(FormState.code.in_(some), FormState.wave == "after")
                .where(FormState.state.in_(states))
            )
        )
    return found
