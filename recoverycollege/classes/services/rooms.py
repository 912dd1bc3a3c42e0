"""Two classes in one room at once: said to whoever plans it, who may go on all the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from recoverycollege.classes.models import ScheduledClass
from recoverycollege.classes.queries.clashes import InTheRoom, in_the_room
from recoverycollege.refusals import N_, Refused


class RoomTaken(Refused):
    """Others meet in that room then. `others` are their sessions."""

    def __init__(self, others: Sequence[InTheRoom]) -> None:
        super().__init__(
            N_("Another class is in that room then. Please look below, and tick if both fit.")
        )
        self.others = list(others)


def check_room(row: ScheduledClass, wanted: Sequence[tuple[datetime, datetime]]) -> None:
    """Raises RoomTaken when another class is in the room of this one at these times."""
    if others := in_the_room(row, wanted):
        raise RoomTaken(others)
