"""Who fits what is open: the board as one co-teacher sees it, and who could help a class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from recoverycollege.classes.models import ClassSession, CoTeacher, ScheduledClass
from recoverycollege.classes.queries.clashes import teaching_clashes
from recoverycollege.classes.queries.needs import Need, told_needs
from recoverycollege.classes.rules.clashes import Clash
from recoverycollege.classes.rules.needs import fitting, times_fit


@dataclass(frozen=True)
class Candidate:
    """A co-teacher for something open, with what helps to choose."""

    row: CoTeacher
    times: bool  # the days and times they gave hold all of it
    place: bool  # so does the place
    clashes: Sequence[Clash]


def sides_for(need: Need, own: Sequence[str]) -> list[str]:
    """The perspectives from which someone could fill a need; for one session any will do."""
    return fitting(need.sides, own) if need.sides else list(own)


def needs_for(row: CoTeacher, now: datetime) -> list[Need]:
    """What someone may offer themselves for: not where they are in the team already."""
    return [
        need
        for need in told_needs(now)
        if sides_for(need, row.perspectives) and not in_team(need.found, row.person_id)
    ]


def in_team(found: ScheduledClass, person_id: int) -> bool:
    return any(member.person_id == person_id for member in found.team)


def candidates(
    rows: Sequence[CoTeacher],
    found: ScheduledClass,
    sessions: Sequence[ClassSession],
    zone: ZoneInfo,
) -> list[Candidate]:
    """These co-teachers beside a class or one session of it: who is free and near comes first.
    One statement."""
    there = [row for row in rows if not in_team(found, row.person_id)]
    busy = teaching_clashes([row.person_id for row in there], found, sessions)
    starts = [session.starts_at.astimezone(zone) for session in sessions]
    made = [
        Candidate(
            row,
            times=times_fit(row.days, row.parts, starts),
            place=found.venue.online or not row.venue_ids or found.venue_id in row.venue_ids,
            clashes=busy.get(row.person_id, ()),
        )
        for row in there
    ]
    return sorted(made, key=lambda c: (bool(c.clashes), not c.times, not c.place))
