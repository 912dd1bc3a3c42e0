"""Everything people, the office and time can do to one class, in any order: its promises hold.

Each example is played inside one transaction that is rolled back at its end.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from recoverycollege.accounts.models import Person
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import begin_write, db
from recoverycollege.enrolment.models import LIVE, Enrolment, Offer
from recoverycollege.enrolment.queries.places import counts
from recoverycollege.enrolment.services import answering, asking, filling, lapsing
from recoverycollege.refusals import Refused

TAKEN = ("enrolled", "offered")
FITS = {
    answering.confirm: ("offered", "waiting", "lapsed"),
    answering.accept: ("offered",),
    answering.decline: ("offered",),
    answering.withdraw: ("enrolled", "waiting"),
    answering.rejoin: ("lapsed",),
}
wish_index = st.integers(0, 30)


class Places(RuleBasedStateMachine):
    """One class, seven people; `prepare` puts them into the tables and answers their ids."""

    prepare: Callable[[], tuple[int, list[int], int, Any]]

    def __init__(self) -> None:
        super().__init__()
        self.class_id, self.people, self.desk, self.now = self.prepare()
        begin_write()
        self.numbers: dict[int, int] = {}
        self.line: set[int] = set()
        self.taken_before = 0
        starts_at = filling.first_start(db.session.get_one(ScheduledClass, self.class_id))
        assert starts_at is not None
        self.starts_at = starts_at

    def teardown(self) -> None:
        db.session.rollback()

    # What is there now

    @property
    def capacity(self) -> int:
        return db.session.get_one(ScheduledClass, self.class_id).capacity

    def wishes(self, *states: str) -> list[Enrolment]:
        db.session.flush()
        query = select(Enrolment).where(Enrolment.class_id == self.class_id)
        if states:
            query = query.where(Enrolment.state.in_(states))
        return list(db.session.scalars(query.order_by(Enrolment.number)))

    def eligible(self, wish: Enrolment) -> bool:
        until = wish.person.paused_until
        return wish.confirmed_at is not None and not (until and until > self.now)

    def try_it(self, deed: Callable[[], Any]) -> Any:
        """A step; one that is refused leaves nothing behind."""
        try:
            with db.session.begin_nested():
                return deed()
        except Refused:
            return None

    # What people do

    @initialize(capacity=st.integers(1, 3), days=st.sampled_from((3, 60)), asked=st.integers(0, 5))
    def begin(self, capacity: int, days: int, asked: int) -> None:
        db.session.get_one(ScheduledClass, self.class_id).capacity = capacity
        self.now = self.starts_at - timedelta(days=days)
        for person_id in self.people[:asked]:
            asking.ask(self.class_id, person_id, now=self.now)

    @rule(who=st.integers(0, 6))
    def ask_signed_in(self, who: int) -> None:
        before = counts([self.class_id])[self.class_id]
        known = {wish.person_id for wish in self.wishes(*LIVE)}
        person_id = self.people[who]
        wish = self.try_it(lambda: asking.ask(self.class_id, person_id, now=self.now))
        if wish is not None and person_id not in known:
            assert wish.state == ("enrolled" if before.public_free else "waiting")

    @rule(who=st.integers(0, 6))
    def ask_unconfirmed(self, who: int) -> None:
        self.try_it(
            lambda: asking.ask(self.class_id, self.people[who], now=self.now, confirmed=False)
        )

    @rule(
        deed=st.sampled_from(list(FITS)),
        index=wish_index,
    )
    @precondition(lambda self: self.wishes())
    def answer(self, deed: Callable[..., Enrolment], index: int) -> None:
        """Mostly a deed that the page offers; sometimes any, as an old tab would send."""
        there = (index % 4 and self.wishes(*FITS[deed])) or self.wishes()
        wish_id = there[index % len(there)].id
        self.try_it(lambda: deed(wish_id, self.now))

    @rule(who=st.integers(0, 6), hours=st.integers(0, 100))
    def pause(self, who: int, hours: int) -> None:
        person = db.session.get_one(Person, self.people[who])
        person.paused_until = self.now + timedelta(hours=hours)

    @rule(who=st.integers(0, 6))
    def forget_someone(self, who: int) -> None:
        answering.let_everything_go(self.people[who], self.now)

    # What the office does

    @rule(capacity=st.integers(0, 5))
    def change_capacity(self, capacity: int) -> None:
        filling.change_capacity(self.class_id, capacity, self.now, self.desk)
        self.nobody_waits_beside_a_free_place(capacity)

    @rule(index=wish_index)
    @precondition(lambda self: self.wishes("waiting"))
    def give(self, index: int) -> None:
        line = self.wishes("waiting")
        wish_id = line[index % len(line)].id
        self.try_it(lambda: answering.give(wish_id, self.now, self.desk))

    # What time does

    @rule(hours=st.sampled_from((1, 3, 20, 75)))
    @precondition(lambda self: self.now < self.starts_at)
    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule()
    def lapse(self) -> None:
        enrolled = {wish.id for wish in self.wishes("enrolled")}
        lapsing.lapse(self.class_id, self.now)
        assert {wish.id for wish in self.wishes("enrolled")} == enrolled
        assert not [
            wish for wish in self.wishes("offered") for o in wish.offers
            if o.answer is None and o.ends_at <= self.now
        ]  # fmt: skip
        self.nobody_waits_beside_a_free_place(self.capacity)

    @rule()
    def fill(self) -> None:
        enrolled = {wish.id for wish in self.wishes("enrolled")}
        lapsing.fill_class(self.class_id, self.now)
        assert {wish.id for wish in self.wishes("enrolled")} == enrolled
        self.nobody_waits_beside_a_free_place(self.capacity)

    def nobody_waits_beside_a_free_place(self, capacity: int) -> None:
        """But for the last day, when the office rings."""
        if self.starts_at - self.now < timedelta(hours=24):
            return
        free = capacity - len(self.wishes(*TAKEN))
        assert free <= 0 or not [w for w in self.wishes("waiting") if self.eligible(w)]

    # What is always so

    @invariant()
    def no_place_is_given_twice(self) -> None:
        taken = len(self.wishes(*TAKEN))
        assert taken <= max(self.capacity, self.taken_before)
        self.taken_before = taken

    @invariant()
    def numbers_never_change(self) -> None:
        now = {wish.id: wish.number for wish in self.wishes()}
        assert len(set(now.values())) == len(now)
        assert self.numbers.items() <= now.items()
        self.numbers = now

    @invariant()
    def whoever_asked_first_is_asked_first(self) -> None:
        line = [w for w in self.wishes() if w.id in self.line]
        offered = [w.number for w in line if w.state == "offered"]
        passed = [w.number for w in line if w.state == "waiting" and self.eligible(w)]
        assert not offered or not passed or max(offered) < min(passed)
        self.line = {w.id for w in self.wishes("waiting") if w.confirmed_at}

    @invariant()
    def one_live_wish_for_a_person(self) -> None:
        people = [wish.person_id for wish in self.wishes(*LIVE)]
        assert len(people) == len(set(people))

    @invariant()
    def an_offer_runs_exactly_while_offered(self) -> None:
        running = select(Offer.enrolment_id).where(Offer.answer.is_(None))
        running = running.join(Enrolment).where(Enrolment.class_id == self.class_id)
        offered = [wish.id for wish in self.wishes("offered")]
        assert sorted(db.session.scalars(running)) == sorted(offered)

    @invariant()
    def nobody_is_enrolled_unasked(self) -> None:
        assert all(wish.confirmed_at is not None for wish in self.wishes("enrolled"))
        assert all(wish.ended_at is None for wish in self.wishes(*LIVE))


def play(app: Any, college: Any, time: Any, examples: int, steps: int) -> None:
    people = [
        college.person(phone=f"01632 96010{n}") if n % 3 == 0 else college.person()
        for n in range(7)
    ]
    ids, desk = [person.id for person in people], college.office().id
    group = college.scheduled_class(starts_in=timedelta(days=70)).id

    class Machine(Places):
        prepare = staticmethod(lambda: (db.session.rollback() or group, ids, desk, time.now))

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )


def test_places_in_short(app, college, time):
    play(app, college, time, examples=40, steps=25)


@pytest.mark.proof
@pytest.mark.timeout(1800)
def test_places_at_length(app, college, time):
    play(app, college, time, examples=600, steps=60)
