"""How people answer: some are hopeful and some are not, and on the whole they rise a little."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from recoverycollege.feedback.rules.items import Item

# Where people stand before, and how far they rise, on the scale of 1 to 5.
STANDING = {
    "hopeful": (2.9, 0.42),
    "people_can_recover": (3.35, 0.36),
    "part_of_group": (3.9, 0.0),
    "met_someone": (3.5, 0.0),
}
OUTCOME = (2.65, 0.5)
SPREAD = 1.0
OWN_SHARE = 0.75  # of the spread: how someone answers whatever is asked
STAYS = 0.72  # how much of it is still there after the class
RATHER_NOT = 0.02
SKIPPED = 0.015
LEFT_HALF_WAY = 0.04


class Voice:
    """One person in one class: the same leaning in both forms, and a little of its own in each
    question."""

    def __init__(self, chance: random.Random, rise: float) -> None:
        self.chance, self.rise = chance, rise
        self.leaning = chance.gauss(0, 1)
        self.later_leaning = self._later(self.leaning)
        self.of_item: dict[str, float] = {}

    def before(self, items: Sequence[Item], *, whole: bool) -> Iterator[tuple[str, int | None]]:
        """(item, value); None is "I would rather not say". What was skipped is not there."""
        for item in self._reached(items, whole):
            self.of_item[item.id] = own = self.chance.gauss(0, 1)
            yield from self._answer(item, self.leaning, own, rise=False)

    def after(self, items: Sequence[Item], *, whole: bool) -> Iterator[tuple[str, int | None]]:
        for item in self._reached(items, whole):
            known = self.of_item.get(item.id)
            own = self.chance.gauss(0, 1) if known is None else self._later(known)
            yield from self._answer(item, self.later_leaning, own, rise=True)

    def _reached(self, items: Sequence[Item], whole: bool) -> Sequence[Item]:
        half_way = self.chance.random() < LEFT_HALF_WAY and not whole
        return items[: self.chance.randint(1, len(items) - 1)] if half_way else items

    def _answer(
        self, item: Item, leaning: float, own: float, *, rise: bool
    ) -> Iterator[tuple[str, int | None]]:
        standing, rises = STANDING.get(item.id, OUTCOME)
        felt = OWN_SHARE * leaning + (1 - OWN_SHARE**2) ** 0.5 * own
        value = standing + SPREAD * felt + (rises + self.rise if rise and rises else 0)
        roll = self.chance.random()
        if roll >= SKIPPED:
            rather_not = roll < SKIPPED + RATHER_NOT
            yield item.id, None if rather_not else min(5, max(1, round(value)))

    def _later(self, earlier: float) -> float:
        return float(STAYS * earlier + (1 - STAYS**2) ** 0.5 * self.chance.gauss(0, 1))
