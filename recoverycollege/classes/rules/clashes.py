"""When two classes of one person meet at the same time, or too close to go from one to the next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

ON_THE_WAY = timedelta(minutes=30)


@dataclass(frozen=True)
class Meeting:
    """A session, and where it is. `venue_id` None: online, from wherever one is."""

    starts_at: datetime
    ends_at: datetime
    venue_id: int | None = None
    class_id: int = 0  # of which class, where that is asked


@dataclass(frozen=True)
class Clash:
    """A session of another class (`other`) that overlaps, or leaves too little time (`close`)."""

    other: Meeting
    close: bool = False


def clashes(wanted: Iterable[Meeting], others: Iterable[Meeting]) -> list[Clash]:
    """The other sessions that clash with a wanted one, in the order of time. Sessions that touch
    do not overlap; in different places there has to be half an hour between them."""
    wanted = list(wanted)
    found = []
    for other in sorted(others, key=lambda meeting: meeting.starts_at):
        if any(_overlap(one, other) for one in wanted):
            found.append(Clash(other))
        elif any(_too_close(one, other) for one in wanted):
            found.append(Clash(other, close=True))
    return found


def clashing(wanted: Sequence[Meeting], held: Iterable[Meeting]) -> list[Clash]:
    """What clashes of all that someone holds, the class itself left aside."""
    own = {one.class_id for one in wanted}
    return clashes(wanted, (one for one in held if one.class_id not in own))


def _overlap(one: Meeting, other: Meeting) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _too_close(one: Meeting, other: Meeting) -> bool:
    between = max(one.starts_at - other.ends_at, other.starts_at - one.ends_at)
    return one.venue_id != other.venue_id and between < ON_THE_WAY
