"""The hope gap: how far those who teach, or work in mental health, expect recovery, beside how
far students believe in it."""

from __future__ import annotations

from dataclasses import dataclass

from recoverycollege.feedback.rules.privacy import decimals, may_show, rounded

SMALL = 0.25  # of a point: less is no difference to speak of


@dataclass(frozen=True)
class Mean:
    """A mean on the scale of five points, of so many people."""

    people: int
    mean: float

    @property
    def shown(self) -> int:
        """The count as it may be shown."""
        return rounded(self.people)


@dataclass(frozen=True)
class Gap:
    """`difference`: theirs less the students', as finely as both may be shown. `which`: who
    expects more: they, students, or neither."""

    students: Mean
    theirs: Mean
    decimals: int
    difference: float
    which: str


def gap(students: Mean | None, theirs: Mean | None) -> Gap | None:
    """The gap, only where both are of eight people or more."""
    if students is None or theirs is None:
        return None
    if not (may_show(students.people) and may_show(theirs.people)):
        return None
    fine = min(decimals(rounded(students.people)), decimals(rounded(theirs.people)))
    # Of the means as they are shown: whoever subtracts them finds the same.
    difference = round(round(theirs.mean, fine) - round(students.mean, fine), fine)
    which = "neither" if abs(difference) < SMALL else "they" if difference > 0 else "students"
    return Gap(students, theirs, fine, difference, which)
