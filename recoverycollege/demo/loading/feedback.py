"""Feedback: the answers of the demonstration, under the key of this installation.

What people said is the same for a seed and a day; the codes it lies under are not, for nobody
without the key may find them. Rows lie in the order of their codes, which tells nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from recoverycollege.catalogue.models import LearningOutcome
from recoverycollege.demo.loading.answers import Voice
from recoverycollege.demo.loading.people import People
from recoverycollege.demo.loading.timetable import Planned
from recoverycollege.demo.loading.turnout import Turn, turns
from recoverycollege.demo.loading.world import Row, World, read
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.feedback.models import (
    Answer,
    AskedOutcome,
    FormState,
    FreeText,
    Invitation,
    LinkedPlace,
)
from recoverycollege.feedback.queries.forms import MAY_ANSWER
from recoverycollege.feedback.rules.asking import standing_items
from recoverycollege.feedback.rules.codes import code_of, text_id
from recoverycollege.feedback.rules.items import (
    MOST_OUTCOMES,
    VERSION,
    WORDS,
    Item,
    outcome_id,
)
from recoverycollege.feedback.rules.windows import (
    INVITE_AFTER,
    PAIR_UNTIL,
    REMIND_AFTER,
    week_of,
)

BOX = f"after-{WORDS}"
FROM_THE_WALL = 0.12  # of classes: somebody used the code on the wall without signing in
CERTAIN = 2  # of the students: those who can be signed in as have answers to look at
RISE_SPREAD = 0.1  # between classes


@dataclass
class Sheet:
    """The forms of one person in one class, as they are to be written down."""

    planned: Planned
    turn: Turn
    code: str
    text_id: str
    answers: dict[str, list[tuple[str, int | None]]] = field(default_factory=dict)


def add_feedback(world: World, people: People, classes: list[Planned], key: str) -> None:
    """What was asked and answered about every class, up to the midnight that began today."""
    sheets = list(Asking(world, people, key).sheets(classes))
    for sheet in sorted(sheets, key=lambda sheet: sheet.code):
        _write(world, sheet)
    _add_words(world, sheets)
    world.rows.of(FormState).sort(key=lambda row: (row["code"], row["wave"]))


class Asking:
    """Asks everyone who has a place on a class that takes place."""

    def __init__(self, world: World, people: People, key: str) -> None:
        self.world, self.key = world, key
        self.chance = world.chance("feedback")
        known = {student["id"] for student in people.students[:CERTAIN]}
        self.on_class: dict[int, list[Row]] = defaultdict(list)
        for row in world.rows.of(Enrolment):
            if row["state"] in MAY_ANSWER:
                self.on_class[row["class_id"]].append(row)
        rows = [row for rows in self.on_class.values() for row in rows]
        self.certain = {row["id"] for row in rows if row["person_id"] in known}
        self.outcomes: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for outcome in world.rows.of(LearningOutcome):
            item = outcome_id(outcome["course_id"], outcome["words"])
            self.outcomes[outcome["course_id"]].append((item, outcome["words"]))

    def sheets(self, classes: list[Planned]) -> Iterator[Sheet]:
        for planned in classes:
            if planned.row["state"] == "open":
                yield from self._of_class(planned)

    def _of_class(self, planned: Planned) -> Iterator[Sheet]:
        rows = self.on_class[planned.row["id"]]
        outcomes = self.outcomes[planned.row["course_id"]][:MOST_OUTCOMES]
        rise = self.chance.gauss(0, RISE_SPREAD)
        found = []
        for turn in turns(self.world, planned, rows, self.certain, self.chance):
            self._invite(planned, turn.row)
            self._note_choice(planned, turn)
            if turn.before_at or turn.after_at:
                found.append(self._sheet(planned, turn, outcomes, rise))
        if planned.ends_at < self.world.moment and self.chance.random() < FROM_THE_WALL:
            turn = Turn({"person_id": None}, after_at=planned.ends_at, choice="untied")
            found.append(self._sheet(planned, turn, outcomes, rise))
        if found:
            self._lay_down(planned.row["id"], outcomes)
        yield from found

    def _sheet(
        self, planned: Planned, turn: Turn, outcomes: list[tuple[str, str]], rise: float
    ) -> Sheet:
        loose = [self.chance.randbytes(32).hex() for _ in range(2)]
        own = turn.row.get("id", 0)
        kept = code_of(self.key, own), text_id(self.key, own, BOX)
        sheet = Sheet(planned, turn, *(loose if turn.choice == "untied" else kept))
        voice, whole = Voice(self.chance, rise), turn.whole
        if turn.before_at:
            items = standing_items("before", outcomes)
            self._keep(sheet, "before", list(voice.before(items, whole=whole)), items)
        if turn.after_at:
            items = standing_items("after", outcomes)
            self._keep(sheet, "after", list(voice.after(items, whole=whole)), items)
        return sheet

    def _keep(
        self, sheet: Sheet, wave: str, given: list[tuple[str, int | None]], items: list[Item]
    ) -> None:
        """Whoever came to the last question is done."""
        sheet.answers[wave] = given
        if items[-1].id in dict(given) and sheet.turn.choice != "untied":
            self.world.rows.add(FormState, code=sheet.code, wave=wave, state="done")

    def _note_choice(self, planned: Planned, turn: Turn) -> None:
        """What someone chose is noted under their own code: not to be asked again, or whose."""
        code = code_of(self.key, turn.row["id"])
        waves = {"before": turn.before_at, "after": turn.after_at}
        if turn.choice == "linked":
            self.world.rows.add(LinkedPlace, enrolment_id=turn.row["id"])
        for wave, at in waves.items():
            if turn.choice == "untied" and at:
                self.world.rows.add(FormState, code=code, wave=wave, state="untied")
            elif turn.refused:
                self.world.rows.add(FormState, code=code, wave=wave, state="refused")

    def _invite(self, planned: Planned, row: Row) -> None:
        """Everyone was invited at their time; whose reminder is still to come, gets it."""
        over = planned.starts_at <= self.world.moment
        self._add_invitation(row, "before", row["confirmed_at"] + INVITE_AFTER, over)
        after = planned.ends_at + INVITE_AFTER
        if after <= self.world.moment:
            self._add_invitation(row, "after", after, False)

    def _add_invitation(self, row: Row, wave: str, at: datetime, over: bool) -> None:
        settled = over or at + REMIND_AFTER <= self.world.moment
        self.world.rows.add(
            Invitation, enrolment_id=row["id"], wave=wave, invited_at=at, settled=settled
        )

    def _lay_down(self, class_id: int, outcomes: list[tuple[str, str]]) -> None:
        for position, (item, words) in enumerate(outcomes):
            self.world.rows.add(
                AskedOutcome, class_id=class_id, position=position, item=item, words=words
            )


def _write(world: World, sheet: Sheet) -> None:
    pair_until = sheet.planned.ends_at + PAIR_UNTIL
    when = {"before": sheet.turn.before_at, "after": sheet.turn.after_at}
    about = {"before": sheet.planned.starts_at, "after": sheet.planned.ends_at}
    rows = [
        {
            "code": sheet.code,
            "item": item,
            "wave": wave,
            "class_id": sheet.planned.row["id"],
            "term_id": None,
            "form_version": VERSION,
            "value": value,
            "week": week_of(about[wave], world.zone),
            "in_time": wave == "before" or at < pair_until,
        }
        for wave, at in when.items()
        if at
        for item, value in sheet.answers[wave]
    ]
    for row in sorted(rows, key=lambda row: (row["item"], row["wave"])):
        world.rows.add(Answer, **row)


def _add_words(world: World, sheets: list[Sheet]) -> None:
    """What some wrote into the box: about their own course, or about any."""
    writers = [s for s in sheets if s.turn.after_at and s.turn.row["person_id"]]
    world.chance("comments").shuffle(writers)
    written = []
    for comment in read("comments")["comment"]:
        course = comment.get("course", "")
        fits = (w for w in writers if course in ("", w.planned.course["slug"]))
        writer = next(fits, None)
        if writer is None:
            continue
        writers.remove(writer)
        row = {"id": writer.text_id, "class_id": writer.planned.row["id"], "item": BOX}
        written.append(row | {"words": comment["words"].strip()})
    for row in sorted(written, key=lambda row: row["id"]):
        world.rows.add(FreeText, **row)
