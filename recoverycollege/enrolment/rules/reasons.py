"""Why someone in line has no place yet, or what their place hangs on: the rule that holds them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from recoverycollege.enrolment.rules.places import MOST_PASSED
from recoverycollege.refusals import N_

OFFERED = N_("An offer runs until %(until)s.")
OWN = N_("A place is kept until they confirm, or until %(until)s.")
ARRANGING = N_("Their offer waits while something is arranged for them.")
AUTOMATIC = N_("They wanted no question: the place is theirs within a minute.")
UNREACHED = N_("They have not confirmed yet, so they do not count in the line.")
RESTS = N_("They have a place on another date, so this wish rests.")
SILENT = N_("An offer ran out. They keep their old turn as soon as they say so.")
PAUSED = N_("On a break until %(until)s. Their turn is kept.")
STOPPED = N_("All letters to them are stopped, so nothing is offered.")
LIMITED = N_("They have as many courses this term as one person can have.")
GATHERED = N_("Wishes are gathered. A lot decides the order.")
NEAR = N_("It is less than a day to the start: ring them, nobody is written to.")
TOO_BIG = N_("They ask for %(places)s places, more than the class has.")
KEPT = N_(
    "They wait for %(places)s places. They were passed twice, so free places are kept for them."
)
PARTY = N_("They wait for %(places)s places together. Passed so far: %(passed)s.")
BEHIND_KEPT = N_("Free places are kept for a party before them.")
NEXT = N_("Next in line. No place is free.")
AFTER = N_("No place is free. Before them: %(before)s.")
SOON = N_("A place is free for them: it is offered within a minute.")


@dataclass(frozen=True)
class Turn:
    """What is known of one wish. `before`: how many who could have a place come first. `free`: the
    places free for this wish, once those before it have theirs. `kept`: a party before it keeps
    what is free. `until`: of the offer that runs, or the pause."""

    state: str
    places: int = 1
    passed: int = 0
    confirmed: bool = True
    own_offer: bool = False
    until: datetime | None = None
    arranging: bool = False
    automatic: bool = False
    resting: bool = False
    paused: bool = False
    stopped: bool = False
    limited: bool = False
    gathered: bool = False
    near: bool = False
    before: int = 0
    free: int = 0
    kept: bool = False
    capacity: int = 12


def reason(turn: Turn) -> str:
    """The one rule that holds a wish now, as a message with places for `Turn`'s facts."""
    return _offered(turn) if turn.state == "offered" else _waiting(turn)


def _offered(turn: Turn) -> str:
    if turn.own_offer:
        return OWN
    if turn.arranging:
        return ARRANGING
    return AUTOMATIC if turn.automatic else OFFERED


def _waiting(turn: Turn) -> str:
    held = (
        (turn.state == "lapsed", SILENT),
        (not turn.confirmed, UNREACHED),
        (turn.resting, RESTS),
        (turn.stopped, STOPPED),
        (turn.paused, PAUSED),
        (turn.limited, LIMITED),
        (turn.gathered, GATHERED),
        (turn.places > turn.capacity, TOO_BIG),
        (turn.near and turn.free >= turn.places, NEAR),
        (turn.kept, BEHIND_KEPT),
        (turn.free >= turn.places, SOON),
        (turn.places > 1 and turn.passed >= MOST_PASSED, KEPT),
        (turn.places > 1, PARTY),
        (turn.before == 0, NEXT),
    )
    return next((words for holds, words in held if holds), AFTER)
