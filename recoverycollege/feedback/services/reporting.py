"""Closing the forms of a class, and laying down its figures once. Only the worker comes here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime

from sqlalchemy import exists, func, select

from recoverycollege.accounts.models import Person
from recoverycollege.classes.models import ClassSession, ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.enrolment.services.filling import lock
from recoverycollege.feedback.models import FormState, PairCount, Turnout
from recoverycollege.feedback.queries.earlier import CODES_AT_ONCE, Times, earlier
from recoverycollege.feedback.queries.forms import may_answer
from recoverycollege.feedback.queries.pairs import (
    ANSWERED,
    SCOPES,
    Pair,
    Shown,
    Table,
    afterwards_given,
    answered_waves,
    begun_only,
    of_class,
    pairs_given,
    shown_items,
)
from recoverycollege.feedback.rules.codes import code_of
from recoverycollege.feedback.rules.items import ONLY_BEFORE, without_before
from recoverycollege.feedback.rules.windows import PAIR_UNTIL
from recoverycollege.feedback.services.figures import Figure, baseline_of, figure_of
from recoverycollege.feedback.services.pooling import pool_figures, write_pools

NOTHING = (0, 0)  # in the place of values
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
    answered = answered_waves(of_class(class_id))
    turnout, both, only = _turnout(class_id, now, key, known, answered)
    db.session.add(turnout)
    given = {ANSWERED: dict.fromkeys(both, NOTHING)} | pairs_given(of_class(class_id))
    # Only under the class's own codes: by its link one person could answer several times.
    given |= {item: _only(known, of) for item, of in afterwards_given(of_class(class_id)).items()}
    given |= {
        item: _only(only, of) for item, of in begun_only(of_class(class_id), answered).items()
    }
    times = earlier(class_id, key)
    tables = {item: Counter(pair_of.values()) for item, pair_of in given.items()}
    for item, pair_of in given.items():
        db.session.add_all(_counts(class_id, item, pair_of, times))
    rows = _figures(class_id, tables, items, now.date())
    db.session.add_all(rows)
    db.session.flush()
    return 1 + len(rows)


def _figures(
    class_id: int, tables: Mapping[str, Table], items: Mapping[str, Shown], today: date
) -> list[Figure]:
    """What may be shown of a class by itself. How those began who answered only before is told
    beside the change of the others, or not at all."""
    found: list[Figure | None] = []
    for item in tables.keys() & items.keys():
        of, table = ("class", class_id, item), tables[item]
        if item.startswith(ONLY_BEFORE):
            found.append(baseline_of(*of, table, tables.get(without_before(item), {}), today))
        else:
            found.append(figure_of(*of, items[item], table, today))
    return [row for row in found if row is not None]


def report_pools(now: datetime) -> int:
    """The figures of courses, strands, terms and the college, made of closed classes and written.
    Returns how many changed."""
    return write_pools(pool_figures(now))


def _only(known: Collection[str], pair_of: Mapping[str, Pair]) -> dict[str, Pair]:
    return {code: pair for code, pair in pair_of.items() if code in known}


def _counts(
    class_id: int, item: str, pair_of: Mapping[str, Pair], times: Times
) -> Iterator[PairCount]:
    """One row for each different pair. `times`: classes closed earlier that count someone."""
    by_pair = defaultdict(list)
    for code, pair in pair_of.items():
        by_pair[pair].append(code)
    for (before, after), codes in sorted(by_pair.items()):
        row = PairCount(class_id=class_id, item=item, value_before=before, value_after=after)
        row.people = len(codes)
        for scope in SCOPES:
            # Codes that stand alone are nobody's: they count nobody new.
            earlier = [times[code][item, scope] for code in codes if code in times]
            setattr(row, f"in_{scope}", earlier.count(0))
            if scope in ("term", "college"):
                setattr(row, f"again_in_{scope}", earlier.count(1))
        yield row


def _turnout(
    class_id: int,
    now: datetime,
    key: str,
    known: Collection[str],
    answered: Mapping[str, set[str]],
) -> tuple[Turnout, set[str], set[str]]:
    """Counted by recomputing codes; and the codes that answered both forms, and only before.
    Someone whose answers stand alone is in `places`, and in no other column. `untied`: after forms
    answered under a code that is none of those `known`."""
    codes = _codes({class_id}, key, only_with_place=True)[class_id]
    waves = {c: answered.get(c, set()) for c in codes - _with_state(codes, ("untied",))}
    counts = list(waves.values())
    turnout = Turnout(
        scope="class",
        scope_id=class_id,
        places=len(codes),
        both=counts.count(BOTH),
        before=counts.count(BEFORE),
        after=counts.count(AFTER),
        neither=counts.count(set()),
        untied=sum("after" in of for code, of in answered.items() if code not in known),
        classes=1,
        made_on=now.date(),
    )
    both, only = ({c for c, of in waves.items() if of == those} for those in (BOTH, BEFORE))
    return turnout, both, only


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
            may_answer(), Person.erased_at.is_(None)
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
