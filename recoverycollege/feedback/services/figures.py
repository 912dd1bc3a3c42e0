"""One row of figures from the pairs of one item. Only the worker comes here: it loads scipy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from recoverycollege.feedback.models import Afterwards, Baseline, Change
from recoverycollege.feedback.queries.pairs import Shown, Table
from recoverycollege.feedback.rules.instruments.given import unstored
from recoverycollege.feedback.rules.instruments.naming import is_score
from recoverycollege.feedback.rules.items import ONLY_BEFORE, SCALE, is_afterwards
from recoverycollege.feedback.rules.privacy import EFFECT_FROM, TESTS_FROM, may_show, spread
from recoverycollege.feedback.rules.statistics import apart, compare, differences

Figure = Change | Afterwards | Baseline


def model_of(item: str) -> type[Change] | type[Afterwards] | type[Baseline]:
    """The table that has the figures of an item."""
    if item.startswith(ONLY_BEFORE):
        return Baseline
    return Afterwards if is_afterwards(item) else Change


def figure_of(
    scope: str, scope_id: int, item: str, shown: Shown, table: Table, made_on: date
) -> Change | Afterwards | None:
    """The row of an item, not yet added; None where those who answered are too few."""
    make = afterwards_of if is_afterwards(item) else change_of
    return make(scope, scope_id, item, shown, table, made_on)


def afterwards_of(
    scope: str, scope_id: int, item: str, shown: Shown, table: Table, made_on: date
) -> Afterwards | None:
    """The mean of an item that is asked only after the class."""
    given = _side(table, 1, item)
    if not may_show(len(given)) or len(given) < shown.minimum:
        return None
    row = Afterwards(scope=scope, scope_id=scope_id, item=item, words=shown.words, n=len(given))
    row.mean, row.made_on = sum(given) / len(given), made_on
    return row


def baseline_of(
    scope: str, scope_id: int, item: str, others: Table, pairs: Table, made_on: date
) -> Baseline | None:
    """How those who answered only before began, beside those of these pairs; None where either are
    too few to be shown."""
    began = [_side(table, 0, item) for table in (pairs, others)]
    if not all(may_show(len(side)) for side in began):
        return None
    found = apart(*began)
    return Baseline(
        scope=scope,
        scope_id=scope_id,
        item=item,
        n=len(began[1]),
        mean=sum(began[1]) / len(began[1]),
        pairs=len(began[0]),
        pairs_mean=sum(began[0]) / len(began[0]),
        difference=found.diff,
        low=found.ci[0],
        high=found.ci[1],
        made_on=made_on,
    )


def change_of(
    scope: str, scope_id: int, item: str, shown: Shown, table: Table, made_on: date
) -> Change | None:
    """The row for these pairs, not yet added; None where they are too few to be shown. The effect
    size is there from twenty pairs, tests from thirty."""
    before, after = _side(table, 0, item), _side(table, 1, item)
    if not may_show(len(before)) or len(before) < shown.minimum:
        return None
    found = compare(before, after)
    tests = found.n >= TESTS_FROM
    better, worse = moved(before, after, shown) if tests else (None, None)
    return Change(
        scope=scope,
        scope_id=scope_id,
        item=item,
        position=shown.position,
        words=shown.words,
        n=found.n,
        mean_before=found.pre_mean,
        mean_after=found.post_mean,
        difference=found.diff,
        low=found.ci[0],
        high=found.ci[1],
        up=found.up,
        same=found.same,
        down=found.down,
        effect=found.g_av if found.n >= EFFECT_FROM else None,
        d_z=found.dz if tests else None,
        t_p=found.p if tests else None,
        signed_rank_p=found.ranked.p if tests else None,
        rank_biserial=found.ranked.rank_biserial if tests else None,
        spread=_spread(table),
        better=better,
        worse=worse,
        made_on=made_on,
    )


def answers_given(table: Table) -> tuple[list[int], list[int]] | None:
    """How many gave each answer of the scale, the least first: before, and after. None of what is
    answered on another one."""
    if any(value not in SCALE for pair in table for value in pair):
        return None
    counts = [[0] * len(SCALE), [0] * len(SCALE)]
    for pair, people in table.items():
        for side, value in zip(counts, pair, strict=True):
            side[sorted(SCALE).index(value)] += people
    return counts[0], counts[1]


def _spread(table: Table) -> dict[str, list[int]] | None:
    """As it is shown: both sides, or neither."""
    before, after = (spread(side) for side in answers_given(table) or ((), ()))
    return {"before": before, "after": after} if before and after else None


def _side(table: Table, side: int, item: str) -> list[float]:
    value = unstored if is_score(item) else float
    return [value(pair[side]) for pair, people in table.items() for _ in range(people)]


def moved(
    before: Sequence[float], after: Sequence[float], shown: Shown
) -> tuple[int, int] | tuple[None, None]:
    """How many moved by the published step of a score or more, for the better and for the worse;
    None where there is no such step."""
    step = shown.step
    if step is None:
        return None, None
    sign = 1 if shown.up else -1
    changes = [sign * float(change) for change in differences(before, after)]
    return sum(c >= step for c in changes), sum(c <= -step for c in changes)
