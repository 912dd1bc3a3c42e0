"""Places kept for those the demonstration names: its two students, and callers to confirm."""

from __future__ import annotations

from collections.abc import Callable

from recoverycollege.demo.loading.demand import Demand
from recoverycollege.demo.loading.people import People
from recoverycollege.demo.loading.timetable import TOGETHER
from recoverycollege.demo.loading.world import Row

Reserved = dict[int, list[tuple[str, Row]]]  # class id → state and person


def reserve(wanted: list[Demand], people: People) -> Reserved:
    """Class id → who must have which state there."""
    keeping = Keeping(wanted)
    student, student2 = people.students[:2]
    callers = [s for s in people.students[2:] if s["contact_by"] == "phone"]
    for each in wanted:
        if each.held:
            keeping.put(callers.pop(), "held", each)
    keeping.find(student, "enrolled", lambda d: _together(d) and d.planned.term == 2)
    keeping.find(student, "waiting", lambda d: d.waiting > 1)
    keeping.find(student, "completed", lambda d: _together(d) and d.planned.term == 0)
    keeping.find(student, "completed", lambda d: d.planned.term == 0)
    keeping.find(student2, "offered", lambda d: d.offered > 0)
    keeping.find(student2, "enrolled", lambda d: _together(d) and d.planned.term == 1)
    keeping.find(student2, "enrolled", lambda d: d.planned.term == 2)
    keeping.find(student2, "completed", lambda d: d.planned.term == 0)
    keeping.find(student2, "withdrawn", lambda d: d.planned.term == 0)
    return keeping.reserved


def _together(each: Demand) -> bool:
    return bool(each.planned.course["slug"] == TOGETHER) and len(each.planned.team) == 3


class Keeping:
    """Finds classes that still have room in a state, one each, never two at the same time."""

    def __init__(self, wanted: list[Demand]) -> None:
        self.wanted = wanted
        self.reserved: Reserved = {}
        self.busy: set[tuple[object, ...]] = set()

    def find(self, person: Row, state: str, fits: Callable[[Demand], bool]) -> None:
        for each in self.wanted:
            known = self.reserved.get(each.planned.row["id"], [])
            when = (person["id"], each.planned.term, *each.planned.part)
            left = getattr(each, state) - sum(its_state == state for its_state, _ in known)
            here = any(someone["id"] == person["id"] for _, someone in known)
            if left > 0 and not here and when not in self.busy and fits(each):
                self.busy.add(when)
                self.put(person, state, each)
                return

    def put(self, person: Row, state: str, each: Demand) -> None:
        self.reserved.setdefault(each.planned.row["id"], []).append((state, person))
