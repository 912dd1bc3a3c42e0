"""How many courses one person may have in a term, where a college has such a rule."""

from __future__ import annotations

from recoverycollege.refusals import N_, Refused

DROP_IN = ("peer-group",)  # groups one can come to when one likes


def is_limited(kind: str, term_id: int | None, most: int) -> bool:
    """Whether the rule speaks of a class: not of groups, and not of what is in no term. `most` 0:
    the college has no such rule."""
    return most > 0 and term_id is not None and kind not in DROP_IN


def is_at_limit(held: int, most: int) -> bool:
    """Whether someone who has `held` places in a term can be given no other."""
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
