"""What the people of a class answered about classes closed earlier: found with the key, so that a
pool knows how many people its places are. Only the worker comes here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Row, select

from recoverycollege.catalogue.models import Course
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.feedback.models import Turnout
from recoverycollege.feedback.queries.asked import asked_after_alone
from recoverycollege.feedback.queries.coded import Coded, answers_under
from recoverycollege.feedback.queries.instruments import definition_of
from recoverycollege.feedback.queries.pairs import ANSWERED, SCOPES
from recoverycollege.feedback.rules.codes import code_of
from recoverycollege.feedback.rules.matching import Matched, match

Times = Mapping[str, Counter[tuple[str, str]]]  # code → (item, scope) → classes


class Earlier:
    """What people answered about classes that are closed. Classes are closed one after the other:
    each is added as soon as it is, and the next ones are later than it."""

    def __init__(self, key: str) -> None:
        """`key` is ANSWER_KEY."""
        self.key = key
        self.within: dict[int, tuple[int | None, ...]] = {}  # class → course, strand, term, college
        self.taken: dict[int, list[tuple[int, frozenset[str]]]] = {}  # person → class, items
        self.alike: dict[frozenset[str], frozenset[str]] = {}  # many answered the same items

    def meet(self, places: Iterable[Coded]) -> None:
        """Reads what the people of these classes answered until now. Whom it knows from a class
        before it does not read again."""
        new = {place.person_id for place in places} - self.taken.keys()
        rows = _closed(new)
        self.taken |= {person_id: [] for person_id in new}
        classes = {row.class_id for row in rows} | {place.class_id for place in places}
        self.within |= _within(classes - self.within.keys())
        codes = [code_of(self.key, row.enrolment_id) for row in rows]
        answers = answers_under(codes)
        items = _items(match(answers, definition_of, asked_after_alone(answers)))
        for row, code in zip(rows, codes, strict=True):
            self._take(row.person_id, row.class_id, items[code])

    def times(self, class_id: int, places: Iterable[Coded]) -> Times:
        """For each code of a class: of how many classes closed earlier its person gave a pair of an
        item, in the same course, strand, term, and in the college."""
        found: dict[str, Counter[tuple[str, str]]] = {}
        for place in places:
            count = found[place.code] = Counter()
            for other_id, items in self.taken[place.person_id]:
                shared = self._shared(class_id, other_id)
                count.update((item, scope) for item in items for scope in shared)
        return found

    def add(self, class_id: int, places: Iterable[Coded], matched: Matched) -> None:
        """A class is closed, with these answers."""
        items = _items(matched)
        for place in places:
            self._take(place.person_id, class_id, items[place.code])

    def _take(self, person_id: int, class_id: int, items: set[str]) -> None:
        if items:
            same = frozenset(items)
            self.taken[person_id].append((class_id, self.alike.setdefault(same, same)))

    def _shared(self, class_id: int, other_id: int) -> list[str]:
        pairs = zip(SCOPES, self.within[class_id], self.within[other_id], strict=True)
        return [scope for scope, one, other in pairs if one == other]


def _closed(people: Collection[int]) -> list[Row[Any]]:
    """Their enrolments in classes that are closed."""
    query = (
        select(Enrolment.class_id, Enrolment.person_id, Enrolment.id.label("enrolment_id"))
        .join(Turnout, Turnout.scope_id == Enrolment.class_id)
        .where(Turnout.scope == "class", Enrolment.person_id.in_(people))
    )
    return list(db.session.execute(query))


def _within(class_ids: Collection[int]) -> dict[int, tuple[int | None, ...]]:
    """Class → what it is in, scope by scope."""
    columns = (ScheduledClass.course_id, Course.strand_id, ScheduledClass.term_id)
    rows = db.session.execute(
        select(ScheduledClass.id, *columns)
        .join(Course, Course.id == ScheduledClass.course_id)
        .where(ScheduledClass.id.in_(class_ids))
    )
    return {class_id: (course, strand, term, 0) for class_id, course, strand, term in rows}


def _items(matched: Matched) -> dict[str, set[str]]:
    """Code → the items it has a pair of."""
    found = matched.items()
    for code, answered in matched.waves.items():
        if len(answered) == 2:
            found[code].add(ANSWERED)
    return found
