"""The parts of a report, made of the worker's rows: rounded, so that whoever shows them cannot tell
more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recoverycollege.feedback.models import Afterwards, Baseline, Change, Turnout
from recoverycollege.feedback.rules.items import Item, plain, without_before, worded_item
from recoverycollege.feedback.rules.privacy import decimals, percent, rounded


@dataclass(frozen=True)
class Group:
    """How many of those with a place did this, rounded, and their share where it may be told."""

    who: str  # both, before, after, neither, untied
    people: int
    share: int | None


@dataclass(frozen=True)
class Technical:
    """For readers of statistics, from thirty pairs on."""

    d_z: float | None
    t_p: float | None
    signed_rank_p: float | None
    rank_biserial: float | None


@dataclass(frozen=True)
class Spread:
    """How many gave each answer, the least first. Counts are rounded."""

    before: Sequence[int]
    after: Sequence[int]


@dataclass(frozen=True)
class Line:
    """Before and after, for one item. Counts are rounded."""

    item: Item
    people: int
    before: float
    after: float
    change: float
    low: float
    high: float
    up: int
    same: int
    down: int
    decimals: int  # of the means
    effect: float | None
    technical: Technical | None
    spread: Spread | None = None  # from twenty pairs
    better: int | None = None  # of a score with a published step, from thirty pairs on
    worse: int | None = None


@dataclass(frozen=True)
class Level:
    """An item asked only afterwards. The count is rounded."""

    item: Item
    people: int
    decimals: int
    mean: float


@dataclass(frozen=True)
class Beginning:
    """How the people of a change began, and those who answered only before; how far the first are
    above the second. Counts are rounded."""

    item: Item
    pairs: int
    pairs_mean: float
    people: int
    mean: float
    apart: float
    low: float
    high: float
    decimals: int


def groups_of(turnout: Turnout) -> list[Group]:
    groups = [
        Group(who, rounded(getattr(turnout, who)), share_of(getattr(turnout, who), turnout.places))
        for who in ("both", "before", "after", "neither")
    ]
    return [*groups, Group("untied", rounded(turnout.untied), None)]


def share_of(part: int, base: int) -> int | None:
    """To the nearest five, like the counts, and none where the count is kept back: a finer share
    would give the count away."""
    share = percent(part, base) if rounded(part) else None
    return rounded(share) if share is not None and 0 < rounded(share) < 100 else None


def line_of(row: Change) -> Line:
    technical = Technical(row.d_z, row.t_p, row.signed_rank_p, row.rank_biserial)
    item = worded_item(row.item, row.words)
    return Line(
        item=item,
        people=rounded(row.n),
        before=row.mean_before,
        after=row.mean_after,
        change=row.difference,
        low=row.low,
        high=row.high,
        up=rounded(row.up),
        same=rounded(row.same),
        down=rounded(row.down),
        decimals=decimals(rounded(row.n)),
        effect=row.effect,
        technical=technical if row.d_z is not None else None,
        spread=Spread(**row.spread) if row.spread else None,
        better=None if row.better is None else rounded(row.better),
        worse=None if row.worse is None else rounded(row.worse),
    )


def level_of(row: Afterwards) -> Level:
    item, people = worded_item(plain(row.item), row.words), rounded(row.n)
    return Level(item, people, decimals(people), row.mean)


def beginning_of(row: Baseline, words: str) -> Beginning:
    """`words` of its change, where they are not our own."""
    pairs, people = rounded(row.pairs), rounded(row.n)
    return Beginning(
        item=worded_item(without_before(row.item), words),
        pairs=pairs,
        pairs_mean=row.pairs_mean,
        people=people,
        mean=row.mean,
        apart=row.difference,
        low=row.low,
        high=row.high,
        decimals=decimals(min(pairs, people)),
    )
