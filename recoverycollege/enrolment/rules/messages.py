"""When a team may write to its class, and how often."""

from __future__ import annotations

from datetime import datetime, timedelta

from recoverycollege.refusals import N_, Refused

LONGEST = 2000  # letters: what fits on one page of paper
MOST_A_DAY = 3
DAY = timedelta(hours=24)
AFTER = timedelta(days=30)  # the last session: thanks, and what was promised
KEPT_FOR = timedelta(days=180)


def check_may_write(
    state: str, last_ends_at: datetime | None, people: int, lately: int, now: datetime
) -> None:
    """Raises `Refused`. `people`: who would get it. `lately`: how many messages the class was sent
    in the last 24 hours. A called-off class has been told why by the office."""
    if state == "called_off":
        raise Refused(
            N_("This class was called off, and the office told everyone. Please ask the office.")
        )
    if last_ends_at is not None and now > last_ends_at + AFTER:
        raise Refused(
            N_("This class ended more than a month ago. Please ask the office to write for you.")
        )
    if not people:
        raise Refused(N_("Nobody has a place yet. When someone has, you can write to them here."))
    if lately >= MOST_A_DAY:
        raise Refused(
            N_("Your class has had three messages since this time yesterday. That is a lot to "
               "read. Please wait until tomorrow, or ask the office when it cannot wait.")
        )  # fmt: skip
