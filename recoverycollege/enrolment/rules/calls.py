"""Who is rung after a missed session. A call is a kindness: never a sanction, never counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from recoverycollege.config import Settings

MOST_CALLS = 3  # after one missed session; then they are left in peace


@dataclass(frozen=True)
class Calls:
    """The college's way: `everyone`, or only those who asked for it; `by` the office or the team
    of the class (and the office)."""

    everyone: bool = False
    by: str = "office"

    @classmethod
    def of(cls, settings: Settings) -> Calls:
        return cls(settings.call_after_missed == "everyone", settings.missed_calls_by)


@dataclass(frozen=True)
class Wishes:
    """What decides it on the person's side."""

    call_if_missed: bool
    paused_until: datetime | None = None
    letters_stopped: bool = False


def is_rung(person: Wishes, calls: Calls, now: datetime) -> bool:
    """Whether someone who missed a session is rung."""
    paused = person.paused_until is not None and person.paused_until > now
    return (person.call_if_missed or calls.everyone) and not (paused or person.letters_stopped)


def is_rung_again(result: str, unanswered: int) -> bool:
    """Whether somebody rings once more. `unanswered`: how many calls nobody answered by now."""
    return result == "no_answer" and unanswered < MOST_CALLS
