"""What a form asks: its lines in their order, what may stand on which form, and the forms that
come with the house."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from recoverycollege.feedback.models.waves import CLASS_WAVES, KINDS, TERMLY
from recoverycollege.feedback.rules.instruments.naming import SIGN
from recoverycollege.feedback.rules.items import (
    CHECK_IN,
    HOPE,
    MOST_OUTCOMES,
    OUTCOME,
    OWN,
    TOGETHER,
    Item,
    outcome_item,
)
from recoverycollege.refusals import N_, Refused

MOST_LINES = 12
Instruments = Callable[[str], Sequence[Item]]  # "who5@1" → its items


@dataclass(frozen=True)
class Line:
    """One line of a form. `item`: which of our own, or which instrument at which version; of a
    question in the college's own words the id that tells the words apart, and `said` the words
    by language."""

    kind: str
    item: str = ""
    said: tuple[tuple[str, str], ...] = ()


OUTCOMES, BOX = Line("outcomes"), Line("words")


def _own(*items: str) -> tuple[Line, ...]:
    return tuple(Line("own", item) for item in items)


AT_WORK = _own("human_experience", "expect_recovery")
STANDING = {
    ("student", "before"): (OUTCOMES, *_own(*HOPE)),
    ("student", "mid"): _own("part_of_group"),
    ("student", "after"): (OUTCOMES, *_own(*HOPE, *TOGETHER), BOX),
    ("student", "later"): _own("used_something"),
    ("student", "left"): _own("felt_welcome"),
    ("student", TERMLY): _own(*CHECK_IN),
    ("co_teacher", TERMLY): AT_WORK,
    ("at_work", TERMLY): AT_WORK,
}


def form_items(
    lines: Iterable[Line],
    outcomes: Iterable[tuple[str, str]] = (),
    instruments: Instruments = lambda ref: (),
) -> list[Item]:
    """The questions of a form in their order. `outcomes` of the course: (item id, words), at most
    two count. The box is no question."""
    found: list[Item] = []
    for line in lines:
        if line.kind == "own" and line.item in OWN:
            found.append(Item(line.item, OWN[line.item]))
        elif line.kind == "outcomes":
            found += [outcome_item(*outcome) for outcome in outcomes][:MOST_OUTCOMES]
        elif line.kind == "question" and line.said:
            found.append(Item(line.item, line.said[0][1], said=line.said))
        elif line.kind == "instrument":
            found += instruments(line.item)
    return found


def standing_items(wave: str, outcomes: Iterable[tuple[str, str]] = ()) -> list[Item]:
    """The questions to a student on a form as it comes with the house."""
    return form_items(STANDING["student", wave], outcomes)


def has_box(lines: Iterable[Line]) -> bool:
    """Whether there is a box to write in."""
    return any(line.kind == "words" for line in lines)


def check_line(wave: str, lines: Sequence[Line], new: Line) -> None:
    """Whether a line may be added. Raises `Refused`."""
    if len(lines) >= MOST_LINES:
        raise Refused(N_("Twelve lines are enough for one form. Please take one out first."))
    if new.kind == "outcomes" and wave not in CLASS_WAVES:
        raise Refused(N_("What a course is for can only be asked on a form about a class."))
    if new.kind == "words" and wave != "after":
        raise Refused(N_("The box belongs to the form after a class: only there it is read."))
    if any((line.kind, line.item) == (new.kind, new.item) for line in lines):
        raise Refused(N_("This is on the form already."))


def kinds_for(wave: str) -> tuple[str, ...]:
    """What kinds of lines a form may have."""
    return tuple(
        kind
        for kind in KINDS
        if (kind != "outcomes" or wave in CLASS_WAVES) and (kind != "words" or wave == "after")
    )


def line_of(item_id: str) -> str:
    """The line an answer is of: an instrument is asked whole, or not at all."""
    return item_id.partition(":")[0] if SIGN in item_id else item_id


def asks(lines: Iterable[Line], item_id: str) -> bool:
    """Whether a form of these lines asks what an answer is of."""
    return any(
        item_id.startswith(OUTCOME) if line.kind == "outcomes" else line.item == line_of(item_id)
        for line in lines
    )
