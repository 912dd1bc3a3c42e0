"""The line of one class as plain Python, written from the rules as people are told them and without
a database: what the services do is compared with it, step by step."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

LIVE = ("waiting", "offered", "enrolled")


@dataclass
class Place:
    """One wish. `until`: of the offer that runs; `own`: it is the person's own, to confirm; `turn`:
    where it stands, at first by when it was noted."""

    id: int
    person: int
    places: int
    state: str
    confirmed: bool
    own: bool = False
    until: datetime | None = None
    made: datetime | None = None
    passed: int = 0
    auto_days: int | None = None
    companion: bool = False
    turn: int = 0

    def __post_init__(self) -> None:
        self.turn = self.turn or self.id


@dataclass
class Line:
    """A class, and everyone who asked, in the order in which they did."""

    capacity: int
    starts_at: datetime
    open: bool = True
    wishes: dict[int, Place] = field(default_factory=dict)
    paused: dict[int, datetime] = field(default_factory=dict)

    # What is there

    def free(self) -> int:
        taken = (w.places for w in self.wishes.values() if w.state in ("offered", "enrolled"))
        return max(0, self.capacity - sum(taken))

    def public_free(self, now: datetime) -> int:
        return max(0, self.free() - sum(w.places for w in self.eligible(now)))

    def eligible(self, now: datetime) -> list[Place]:
        """Those in line who can be offered something: not on a break, not too many."""
        here = (w for w in self.waiting() if self.paused.get(w.person, now) <= now)
        return [w for w in here if w.places <= self.capacity]

    def waiting(self) -> list[Place]:
        return [w for w in self.in_order() if w.state == "waiting" and w.confirmed]

    def in_order(self) -> list[Place]:
        return sorted(self.wishes.values(), key=lambda wish: wish.turn)

    def live(self, person: int, *, companion: bool = False) -> Place | None:
        mine = (w for w in self.wishes.values() if w.person == person and w.companion == companion)
        return next((w for w in mine if w.state in LIVE), None)

    def can_ask(self, now: datetime) -> bool:
        return self.open and now < self.starts_at

    # What happens

    def ask(self, wish: Place, now: datetime) -> bool:
        """Whether a new wish was noted."""
        if not self.can_ask(now) or self.live(wish.person, companion=wish.companion):
            return False
        fits = self.public_free(now) >= wish.places
        wish.state = "waiting" if not fits else "enrolled" if wish.confirmed else "offered"
        wish.own = fits and not wish.confirmed
        self.wishes[wish.id] = wish
        if wish.state == "waiting" and wish.confirmed and not wish.companion:
            self.take_old_turn(wish)
        return True

    def take_old_turn(self, wish: Place) -> None:
        """Whoever let an offer run out and asks again stands where they stood."""
        mine = (w for w in self.in_order() if w.person == wish.person)
        same = (w for w in mine if w.companion == wish.companion and w is not wish)
        silent = next((w for w in same if w.state == "lapsed" and w.confirmed), None)
        if silent:
            silent.state = "withdrawn"
            silent.turn, wish.turn = wish.turn, silent.turn

    def confirm(self, wish: Place, now: datetime) -> None:
        if wish.confirmed or (wish.state not in LIVE and self.live(wish.person)):
            return
        if wish.state != "offered" and not self.can_ask(now):
            return
        fits = wish.state == "offered" or self.public_free(now) >= wish.places
        wish.confirmed, wish.own, wish.until = True, False, None
        wish.state = "enrolled" if fits else "waiting"
        if not fits:
            self.take_old_turn(wish)

    def accept(self, wish: Place, now: datetime) -> None:
        if wish.state == "offered" and wish.own:
            self.confirm(wish, now)
        elif wish.state == "offered" and now < self.starts_at:
            wish.state, wish.until = "enrolled", None

    def give(self, wish: Place, now: datetime) -> None:
        if wish.state == "offered":
            self.accept(wish, now)
        elif wish.state == "waiting" and self.free() >= wish.places:
            wish.state, wish.confirmed = "enrolled", True

    def end(self, wish: Place, state: str, now: datetime) -> None:
        """Declines (an offer only) or leaves (whatever still stands)."""
        if wish.state in (("offered",) if state == "declined" else (*LIVE, "lapsed")):
            wish.state, wish.until, wish.own = state, None, False
            self.fill(now)

    def rejoin(self, wish: Place, now: datetime) -> None:
        if wish.state != "lapsed":
            return
        if not wish.confirmed:
            self.confirm(wish, now)
        elif not self.live(wish.person, companion=wish.companion) and self.can_ask(now):
            wish.state = "waiting"
            self.fill(now)

    def lapse(self, now: datetime) -> None:
        for wish in self.wishes.values():
            if wish.state == "offered" and wish.until and wish.until <= now:
                wish.state, wish.until, wish.own = "lapsed", None, False
        self.fill(now)

    def take_automatic(self, now: datetime) -> None:
        for wish in self.wishes.values() if now < self.starts_at else ():
            if wish.state == "offered" and not wish.own and self.needs_no_question(wish):
                wish.state, wish.until = "enrolled", None

    def needs_no_question(self, wish: Place) -> bool:
        if wish.auto_days is None or wish.made is None:
            return False
        return self.starts_at - wish.made >= timedelta(days=wish.auto_days)

    def pause(self, person: int, until: datetime, now: datetime) -> None:
        self.paused[person] = until
        let_go = [
            w
            for w in self.wishes.values()
            if w.person == person and w.state == "offered" and not w.own
        ]
        for wish in let_go:
            wish.state, wish.until = "waiting", None
        if let_go:
            self.fill(now)

    def forget(self, person: int, now: datetime) -> None:
        for wish in self.wishes.values():
            if wish.person == person and wish.state in LIVE:
                wish.state, wish.until, wish.own = "withdrawn", None, False
                self.fill(now)

    def call_off(self) -> None:
        self.open = False
        for wish in self.wishes.values():
            if wish.state in LIVE:
                wish.state, wish.until, wish.own = "withdrawn", None, False

    def fill(self, now: datetime) -> None:
        """Whoever is first and fits; a party that does not is passed, twice at most."""
        if not self.open or self.starts_at - now < timedelta(hours=24):
            return
        free, skipped, passed = self.free(), [], []
        for wish in self.eligible(now):
            if wish.places <= free:
                free -= wish.places
                wish.state, wish.made, wish.own, wish.passed = "offered", now, False, 0
                passed = list(skipped)
            elif wish.passed >= 2:
                break
            else:
                skipped.append(wish)
        for wish in passed:
            wish.passed += 1
