"""What may be marked in a register, and when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from recoverycollege.refusals import N_, Refused

MARKS_BY_TEAM = ("came", "part", "told_us", "missed")
ON_REGISTER = ("enrolled", "completed")
WAS_THERE = ("came", "part")
EARLY = timedelta(hours=2)
MARK, SEEN = "mark-", "seen-"


def changed_marks(sent: Mapping[str, str]) -> dict[int, str]:
    """Enrolment id → the mark chosen on a page of the register, where it differs from what that
    page showed: an old page does not undo what was marked meanwhile."""
    chosen = {}
    for name, mark in sent.items():
        number = name.removeprefix(MARK)
        if not name.startswith(MARK) or not (number.isdecimal() and len(number) <= 9):
            continue
        if mark and mark != sent.get(SEEN + number):
            chosen[int(number)] = mark
    return chosen


def check_mark(mark: str, state: str, starts_at: datetime, now: datetime) -> None:
    """Raises `Refused`. "Told us" can be marked any time before; the others from two hours
    before the session."""
    if mark not in MARKS_BY_TEAM:
        raise Refused(N_("Please choose one of the marks."))
    if state not in ON_REGISTER:
        raise Refused(N_("This person has no place on this class now."))
    if mark != "told_us" and now < starts_at - EARLY:
        raise Refused(N_("This session is still to come. You can mark it on the day."))
