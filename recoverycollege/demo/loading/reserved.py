"""Places kept for those the demonstration names: its two students, and callers to confirm."""

from __future__ import annotations

from collections.abc import Callable

from recoverycollege.demo.loading.demand import Demand
from recoverycollege.demo.loading.people import People
from recoverycollege.demo.loading.world import Row, World

Reserved = dict[int, list[tuple[str, Row]]]  # class id → state and person


def reserve(world: World, wanted: list[Demand], people: People) -> Reserved:
    """Class id → who must have which state there."""
    keeping = Keeping(world, wanted)
    student, student2 = people.students[:2]
    callers = [s for s in people.students[2:] if s["contact_by"] == "phone"]
    for each in wanted:
        if each.held:
            keeping.put(callers.pop(), "held", each)
    keeping.find(student, "enrolled", lambda d: d.planned.together and d.planned.term == 2)
    keeping.find(student, "waiting", lambda d: d.waiting > 1 and d.enrolled > 0)
    keeping.find(student, "completed", lambda d: d.planned.term == 0)
    keeping.find(student, "completed", lambda d: d.planned.term == 0)
    keeping.find(student2, "offered", lambda d: d.offered > 0)
    keeping.find(student2, "enrolled", lambda d: d.planned.together and d.planned.term == 1)
    keeping.find(student2, "enrolled", lambda d: d.planned.term == 2)
    keeping.find(student2, "completed", lambda d: d.planned.term == 0)
    keeping.find(student2, "withdrawn", lambda d: d.planned.term == 0)
    return keeping.reserved


class Keeping:
    """Finds classes that still have room in a state: never two at the same time, and no course
    twice."""

    def __init__(self, world: World, wanted: list[Demand]) -> None:
        self.chance = world.chance("reserved")
        self.wanted = wanted
        self.reserved: Reserved = {}
        self.busy: set[tuple[object, ...]] = set()

    def find(self, person: Row, state: str, fits: Callable[[Demand], bool]) -> None:
        for each in self.chance.sample(self.wanted, len(self.wanted)):
            known = self.reserved.get(each.planned.row["id"], [])
            marks = {
                (person["id"], each.planned.course["slug"]),
                (person["id"], each.planned.term, *each.planned.part),
            }
            left = getattr(each, state) - sum(its_state == state for its_state, _ in known)
            if left > 0 and not marks & self.busy and fits(each):
                self.busy |= marks
                self.put(person, state, each)
                return

    def put(self, person: Row, state: str, each: Demand) -> None:
        self.reserved.setdefault(each.planned.row["id"], []).append((state, person))
