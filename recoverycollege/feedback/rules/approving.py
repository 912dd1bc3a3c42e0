"""From a draft to a form in use: who must have read it, and what may still be changed.

draft → asked (somebody with lived experience) → approved → in_use ⇄ out

Whoever approves a form says yes to exactly the words they read: other words need another yes. What
was answered once is never changed; it is followed by a new version.
"""

from __future__ import annotations

from recoverycollege.refusals import N_, Refused

OPEN = ("draft", "asked", "approved")  # whose lines may be changed
USED = N_(
    "This form is or was in use, and stays as it is, for those who answered it. "
    "Make a new version to change something."
)
EMPTY = N_("There is nothing on this form yet. Add a line first.")
NOT_ASKED = N_("Nobody is asked about this form any more. Thank you for looking.")
NOT_APPROVED = N_(
    "Someone with lived experience must read and approve this form before it is used."
)
NOT_IN_USE = N_("This form is not in use.")


def check_may_change(state: str, *, answered: bool) -> None:
    """Whether lines may be changed. Raises `Refused`."""
    if state not in OPEN or answered:
        raise Refused(USED)


def check_may_ask(state: str, lines: int) -> None:
    """Whether someone may be asked to approve it, or their yes recorded. Raises `Refused`."""
    if state not in OPEN:
        raise Refused(USED)
    if not lines:
        raise Refused(EMPTY)


def check_may_answer(state: str, asked_of: int | None, person_id: int) -> None:
    """Whether this person may say yes or no to it. Raises `Refused`."""
    if state != "asked" or asked_of != person_id:
        raise Refused(NOT_ASKED)


def check_may_use(state: str, *, approved: bool) -> None:
    """Whether it may be put in use. Raises `Refused`."""
    if state not in ("approved", "out") or not approved:
        raise Refused(NOT_APPROVED)


def check_may_rest(state: str) -> None:
    """Whether it may be taken out of use. Raises `Refused`."""
    if state != "in_use":
        raise Refused(NOT_IN_USE)
