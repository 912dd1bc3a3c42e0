"""How many courses one person may have in a term, where a college has such a rule."""

from __future__ import annotations

from recoverycollege.refusals import N_, Refused

# Groups one can come to when one likes, and talks: neither is a course.
DROP_IN = ("peer-group", "one-to-one")


def counts_towards_limit(kind: str) -> bool:
    """Whether a kind of course is one of so many a term: groups and talks are not."""
    return kind not in DROP_IN


def is_at_limit(held: int, most: int) -> bool:
    """Whether someone who has `held` places in a term can be given no other. `most` 0: any."""
    return most > 0 and held >= most


def check_limit(held: int, most: int, *, by_office: bool = False) -> None:
    """Raises `Refused` for one course too many."""
    if not is_at_limit(held, most):
        return
    if by_office:
        raise Refused(
            N_(
                "They have as many courses this term as one person can have here: %(most)s."
                " They can let one go first. Groups do not count."
            ),
            most=most,
        )
    raise Refused(
        N_(
            "You have as many courses this term as one person can have here: %(most)s. That way"
            " there is room for everyone. You can let one go first, or join a group: groups do not"
            " count. If you would like to talk about it, ring us or write to us."
        ),
        most=most,
    )
