"""When two people are taken to be one."""

from __future__ import annotations

from recoverycollege.text import fold


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for case, accents and spaces. A name without a letter
    is compared as it is written."""
    folded = fold(one)
    return folded == fold(other) if folded else one.strip() == other.strip()
