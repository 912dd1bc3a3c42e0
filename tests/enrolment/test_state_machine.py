"""Everything people, the office and time can do to one class, in any order: its promises hold, and
the services come to the same as a model written without them.

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

from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import begin_write, db
from recoverycollege.enrolment.models import LIVE, Enrolment, Offer
from recoverycollege.enrolment.queries.turns import first_start
from recoverycollege.enrolment.rules.wishes import Want
from recoverycollege.enrolment.services import answering, asking, filling, lapsing, pausing
from recoverycollege.enrolment.services.calling_off import call_off
from recoverycollege.refusals import Refused
from tests.enrolment.line_model import Line, Place

TAKEN = ("enrolled", "offered")
FITS = {
    "confirm": ("offered", "waiting", "lapsed"),
    "accept": ("offered",),
    "decline": ("offered",),
    "withdraw": ("enrolled", "waiting", "lapsed"),
    "rejoin": ("lapsed",),
}
wish_index = st.integers(0, 30)
wants = st.sampled_from(
    [Want()] * 4
    + [Want("supporter"), Want("friend"), Want("friend", together=False)]
    + [Want(auto_days=7), Want("supporter", auto_days=2)]
)


class Places(RuleBasedStateMachine):
    """One class, seven people; `prepare` puts them into the tables and answers their ids."""

    prepare: Callable[[], tuple[int, list[int], int, Any]]

    def __init__(self) -> None:
        super().__init__()
        self.class_id, self.people, self.desk, self.now = self.prepare()
        begin_write()
        self.taken_before = 0
        starts_at = first_start(db.session.get_one(ScheduledClass, self.class_id))
        assert starts_at is not None
        self.starts_at = starts_at
        self.line = Line(0, starts_at)

    def teardown(self) -> None:
        db.session.rollback()

    # What is there now

    def wishes(self, *states: str) -> list[Enrolment]:
        db.session.flush()
        query = select(Enrolment).where(Enrolment.class_id == self.class_id)
        if states:
            query = query.where(Enrolment.state.in_(states))
        return list(db.session.scalars(query.order_by(Enrolment.number)))

    def pick(self, index: int, *states: str) -> Place | None:
        """One of the wishes in these states, as the model has it."""
        there = [w for w in self.line.wishes.values() if not states or w.state in states]
        return there[index % len(there)] if there else None

    def try_it(self, deed: Callable[[], Any]) -> Any:
        """A step; one that is refused leaves nothing behind."""
        try:
            with db.session.begin_nested():
                return deed()
        except Refused:
            return None

    def learn(self) -> None:
        """Notes the wishes that are new, and until when offers run: the model knows no windows."""
        running = select(Offer).join(Enrolment).where(Enrolment.class_id == self.class_id)
        for offer in db.session.scalars(running.where(Offer.answer.is_(None))):
            self.line.wishes[offer.enrolment_id].until = offer.ends_at

    # What people do

    @initialize(capacity=st.integers(1, 3), days=st.sampled_from((3, 60)), asked=st.integers(0, 5))
    def begin(self, capacity: int, days: int, asked: int) -> None:
        db.session.get_one(ScheduledClass, self.class_id).capacity = capacity
        self.line.capacity = capacity
        self.now = self.starts_at - timedelta(days=days)
        for who in range(asked):
            self.ask(who, Want(), confirmed=True)

    @rule(who=st.integers(0, 6), want=wants, confirmed=st.sampled_from((True, True, False)))
    def ask(self, who: int, want: Want, confirmed: bool) -> None:
        person_id = self.people[who]
        known = {wish.id for wish in self.wishes()}
        self.try_it(
            lambda: asking.ask(
                self.class_id, person_id, now=self.now, confirmed=confirmed, want=want
            )
        )
        for row in self.wishes():
            if row.id not in known:
                self.note(row, want, confirmed)
        if not self.line.live(person_id):
            assert not self.line.can_ask(self.now)

    def note(self, row: Enrolment, want: Want, confirmed: bool) -> None:
        """A new wish, into the model; it says for itself where it comes to."""
        new = Place(row.id, row.person_id, row.places, "", confirmed, auto_days=want.auto_days)
        new.companion = row.companion
        assert self.line.ask(new, self.now)
        assert new.places == (1 if want.split else want.places)

    @rule(deed=st.sampled_from(list(FITS)), index=wish_index)
    def answer(self, deed: str, index: int) -> None:
        """Mostly a deed that the page offers; sometimes any, as an old tab would send."""
        wish = (index % 4 and self.pick(index, *FITS[deed])) or self.pick(index)
        if wish is None:
            return
        known = {row.id for row in self.wishes()}
        self.try_it(lambda: getattr(answering, deed)(wish.id, self.now))
        if deed in ("decline", "withdraw"):
            self.line.end(wish, "declined" if deed == "decline" else "withdrawn", self.now)
        else:
            getattr(self.line, deed)(wish, self.now)
        for row in self.wishes():
            if row.id not in known:  # the friend of someone who has confirmed
                assert row.companion
                self.note(row, Want(auto_days=row.auto_days), confirmed=True)

    @rule(who=st.integers(0, 6), hours=st.integers(1, 100))
    def pause(self, who: int, hours: int) -> None:
        until = self.now + timedelta(hours=hours)
        pausing.pause(self.people[who], until, self.now)
        self.line.pause(self.people[who], until, self.now)

    @rule(who=st.integers(0, 6))
    def forget_someone(self, who: int) -> None:
        answering.let_everything_go(self.people[who], self.now)
        self.line.forget(self.people[who], self.now)

    # What the office does

    @rule(capacity=st.integers(0, 5))
    def change_capacity(self, capacity: int) -> None:
        filling.change_capacity(self.class_id, capacity, self.now, self.desk)
        if capacity != self.line.capacity:
            self.line.capacity = capacity
            self.line.fill(self.now)

    @rule(index=wish_index)
    def give(self, index: int) -> None:
        wish = self.pick(index, "waiting")
        if wish is not None:
            self.try_it(lambda: answering.give(wish.id, self.now, self.desk))
            self.line.give(wish, self.now)

    @rule(sure=st.integers(0, 9))
    @precondition(lambda self: self.line.open)
    def call_it_off(self, sure: int) -> None:
        if sure == 0:
            call_off(self.class_id, self.now, self.desk)
            self.line.call_off()

    # What time does

    @rule(hours=st.sampled_from((1, 3, 20, 75)))
    @precondition(lambda self: self.now < self.starts_at)
    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule()
    def lapse(self) -> None:
        lapsing.lapse(self.class_id, self.now)
        self.line.lapse(self.now)

    @rule()
    def fill(self) -> None:
        lapsing.fill_class(self.class_id, self.now)
        self.line.fill(self.now)
        self.nobody_waits_beside_a_free_place()

    @rule()
    def take_automatic(self) -> None:
        answering.take_automatic(self.class_id, self.now)
        self.line.take_automatic(self.now)

    def nobody_waits_beside_a_free_place(self) -> None:
        """Nobody who is alone and could come, unless places are kept for a party passed twice; and
        but for the last day, when the office rings."""
        if not self.line.open or self.starts_at - self.now < timedelta(hours=24):
            return
        could = self.line.eligible(self.now)
        kept = [w for w in could if w.passed >= 2]
        single = [w for w in could if w.places == 1 and not any(k.turn < w.turn for k in kept)]
        assert not (self.line.free() and single)

    # What is always so

    @invariant()
    def it_comes_to_the_same_as_the_model(self) -> None:
        rows = {row.id: (row.state, row.confirmed_at is not None) for row in self.wishes()}
        assert rows == {w.id: (w.state, w.confirmed) for w in self.line.wishes.values()}
        self.learn()

    @invariant()
    def no_place_is_given_twice(self) -> None:
        taken = sum(wish.places for wish in self.wishes(*TAKEN))
        assert taken <= max(self.line.capacity, self.taken_before)
        self.taken_before = taken

    @invariant()
    def order_is_kept(self) -> None:
        """Each number is given once, and they stand as the model has them: nobody moves but who
        asks again, back to where they stood."""
        found = self.wishes()
        assert len({wish.number for wish in found}) == len(found)
        assert [wish.id for wish in found] == [wish.id for wish in self.line.in_order()]

    @invariant()
    def one_live_wish_for_a_person(self) -> None:
        people = [(wish.person_id, wish.companion) for wish in self.wishes(*LIVE)]
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


@pytest.mark.timeout(300)
def test_places_in_short(app, college, time):
    play(app, college, time, examples=200, steps=30)


@pytest.mark.proof
@pytest.mark.both
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("part", range(4))
def test_places_at_length(app, college, time, part):
    """Two thousand runs of fifty steps, in four parts that can go side by side."""
    play(app, college, time, examples=500, steps=50)
