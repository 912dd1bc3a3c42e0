"""Closing the forms of classes, and laying down their figures once. Only the worker comes here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import exists, func, insert, select

from recoverycollege.classes.models import ClassSession, ScheduledClass
from recoverycollege.database import db
from recoverycollege.feedback.models import PairCount, Turnout
from recoverycollege.feedback.queries.asked import asked_after_alone
from recoverycollege.feedback.queries.coded import Coded, answers_about, places_of, with_state
from recoverycollege.feedback.queries.earlier import Earlier, Times
from recoverycollege.feedback.queries.instruments import definition_of
from recoverycollege.feedback.queries.pairs import ANSWERED, SCOPES, Shown, shown_items
from recoverycollege.feedback.rules.items import ONLY_BEFORE, is_afterwards, without_before
from recoverycollege.feedback.rules.matching import (
    Given,
    Pair,
    Waves,
    by_class,
    match,
    of_codes,
)
from recoverycollege.feedback.rules.windows import PAIR_UNTIL
from recoverycollege.feedback.services.figures import Figure, baseline_of, figure_of
from recoverycollege.feedback.services.pooling import pool_figures, write_pools

Row = dict[str, Any]
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


class Closing:
    """Classes being closed, a few at a time."""

    def __init__(self, now: datetime, key: str) -> None:
        """`key` is ANSWER_KEY."""
        self.today, self.key, self.earlier = now.date(), key, Earlier(key)

    def close(self, class_ids: Collection[int]) -> int:
        """Lays down who answered in each of these classes, each change of eight people or more,
        and what the class counts in pools, under their locks. Returns how many figures; none for a
        class that has them: they are frozen."""
        ids = _to_close(class_ids)
        everyone = places_of(ids, self.key)
        self.earlier.meet(everyone)
        loose = with_state({place.code for place in everyone}, ("untied",))
        said = answers_about(ids)
        places, answers, alone = by_class(everyone), by_class(said), asked_after_alone(said)
        items, counts, done = shown_items(), list[Row](), 0
        for class_id in ids:
            here, matched = places[class_id], match(answers[class_id], definition_of, alone)
            answered = _answered(here, matched.waves, loose)
            given = _counted(here, answered, matched.given)
            times = self.earlier.times(class_id, here)
            for item, by_code in given.items():
                counts += _counts(class_id, item, by_code, times)
            turnout = _turnout(class_id, here, answered, matched.waves, self.today)
            rows = _figures(class_id, given, items, self.today)
            db.session.add_all([turnout, *rows])
            self.earlier.add(class_id, here, matched)
            done += 1 + len(rows)
        db.session.flush()
        if counts:
            db.session.execute(insert(PairCount), counts)
        return done


def _to_close(class_ids: Collection[int]) -> list[int]:
    """Those of them that have no figures yet, locked, the lowest id first."""
    found = db.session.scalars(
        select(ScheduledClass.id)
        .where(ScheduledClass.id.in_(class_ids))
        .order_by(ScheduledClass.id)
        .with_for_update()
    ).all()
    closed = select(Turnout.scope_id).where(Turnout.scope == "class", Turnout.scope_id.in_(found))
    return sorted(set(found) - set(db.session.scalars(closed)))


def _answered(places: Iterable[Coded], waves: Waves, loose: Collection[str]) -> Waves:
    """Everyone with a place, and the forms they answered. Whose answers stand alone is left out."""
    asked = {place.code for place in places if place.asked}
    return {code: waves.get(code, set()) for code in asked.difference(loose)}


def _turnout(
    class_id: int, places: Collection[Coded], answered: Waves, waves: Waves, today: date
) -> Turnout:
    """Who answered, of everyone with a place. Someone whose answers stand alone is in `places`, and
    in no other column. `untied`: after forms answered under a code that is none of the class's."""
    counts, known = list(answered.values()), {place.code for place in places}
    return Turnout(
        scope="class",
        scope_id=class_id,
        places=len({place.code for place in places if place.asked}),
        both=counts.count(BOTH),
        before=counts.count(BEFORE),
        after=counts.count(AFTER),
        neither=counts.count(set()),
        untied=sum("after" in of for code, of in waves.items() if code not in known),
        classes=1,
        made_on=today,
    )


def _counted(places: Iterable[Coded], answered: Waves, given: Given) -> Given:
    """What counts in figures, of what was answered about a class: and who answered both forms."""
    known = {place.code for place in places}
    both, only = ({c for c, of in answered.items() if of == those} for those in (BOTH, BEFORE))
    found: Given = {ANSWERED: dict.fromkeys(both, NOTHING)}
    for item, by_code in given.items():
        # Only under the class's own codes: by its link one person could answer several times.
        if is_afterwards(item):
            found[item] = of_codes(known, by_code)
        elif item.startswith(ONLY_BEFORE):
            found[item] = of_codes(only, by_code)
        else:
            found[item] = by_code
    return found


def _figures(class_id: int, given: Given, items: Mapping[str, Shown], today: date) -> list[Figure]:
    """What may be shown of a class by itself. How those began who answered only before is told
    beside the change of the others, or not at all."""
    tables = {item: Counter(by_code.values()) for item, by_code in given.items()}
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


def _counts(class_id: int, item: str, by_code: Mapping[str, Pair], times: Times) -> Iterator[Row]:
    """One row for each different pair. `times`: classes closed earlier that count someone."""
    by_pair = defaultdict(list)
    for code, pair in by_code.items():
        by_pair[pair].append(code)
    for (before, after), codes in sorted(by_pair.items()):
        row: Row = {"class_id": class_id, "item": item, "people": len(codes)}
        row |= {"value_before": before, "value_after": after}
        for scope in SCOPES:
            # Codes that stand alone are nobody's: they count nobody new.
            earlier = [times[code][item, scope] for code in codes if code in times]
            row[f"in_{scope}"] = earlier.count(0)
            if scope in ("term", "college"):
                row[f"again_in_{scope}"] = earlier.count(1)
        yield row


def _all_done(class_ids: Collection[int], key: str) -> set[int]:
    """Those of these classes where everyone with a place is done with the after form."""
    codes: dict[int, set[str]] = defaultdict(set)
    for place in places_of(class_ids, key):
        if place.asked:
            codes[place.class_id].add(place.code)
    done = with_state(set().union(*codes.values()), ("done", "refused", "untied"))
    return {class_id for class_id, of in codes.items() if of <= done}
