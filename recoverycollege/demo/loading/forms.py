"""The office's own forms in several states, and answers of the forms that have no before and after:
half-way, twelve weeks later, after leaving early, and once a term."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from recoverycollege.catalogue.models import Term
from recoverycollege.classes.models import TeamMember
from recoverycollege.demo.loading.people import People
from recoverycollege.demo.loading.timetable import Planned
from recoverycollege.demo.loading.world import Row, World
from recoverycollege.enrolment.models import Attendance, Enrolment
from recoverycollege.enrolment.rules.attendance import WAS_THERE
from recoverycollege.feedback.models import (
    Answer,
    AskedForm,
    AskedTermForm,
    FormLine,
    FormState,
    Invitation,
    LineWords,
    QuestionForm,
    TermInvitation,
)
from recoverycollege.feedback.models.waves import TERMLY, WAVE_OF
from recoverycollege.feedback.queries.forms import MAY_ANSWER
from recoverycollege.feedback.rules.asking import STANDING, Line, form_items, standing_items
from recoverycollege.feedback.rules.codes import code_of, term_code
from recoverycollege.feedback.rules.items import VERSION, Item, question_id
from recoverycollege.feedback.rules.windows import Meeting, half_of, term_window, week_of, window

IDS = {which: number for number, which in enumerate(STANDING, start=1)}  # as they came
# Where people stand, on the scale of 1 to 5.
LEVELS: dict[str | tuple[str, str], float] = {
    "part_of_group": 3.8,
    "used_something": 4.0,
    "felt_welcome": 3.6,
    "next_step": 3.5,
    "more_than_a_label": 3.9,
    "own_say": 3.2,
    "confident": 2.9,
    "look_after_myself": 3.6,
    ("co_teacher", "human_experience"): 4.3,
    ("co_teacher", "expect_recovery"): 4.2,
    ("at_work", "human_experience"): 3.4,
    ("at_work", "expect_recovery"): 3.1,
}
ANSWERS = {"mid": 0.55, "later": 0.4, "left": 0.5, "student": 0.35, "co_teacher": 0.8, "at_work": 1}
AT_WORK = 14
SHARED = "I have told someone about something I learned here."


def add_forms(world: World, people: People, classes: Sequence[Planned], key: str) -> None:
    """Drafts on their way, and what was answered up to the midnight that began today."""
    _note_what_was_asked(world)
    _add_drafts(world, people)
    asking = Asking(world, key)
    for planned in classes:
        if planned.row["state"] == "open":
            asking.about_class(planned)
    for term in world.rows.of(Term):
        asking.about_term(term, people, classes)
    for model in (Answer, FormState):
        world.rows.of(model).sort(key=lambda row: (row["code"], row.get("item", ""), row["wave"]))


def _note_what_was_asked(world: World) -> None:
    for class_id, wave in sorted({(row["class_id"], row["wave"]) for row in world.rows.of(Answer)}):
        _asked(world, class_id, wave)


def _asked(world: World, class_id: int, wave: str) -> None:
    world.rows.add(AskedForm, class_id=class_id, wave=wave, form_id=IDS["student", wave])


def _add_drafts(world: World, people: People) -> None:
    """One that a co-teacher with lived experience is reading, one approved, one just begun."""
    peers = [member for member in people.members if member["perspective"] == "peer"]
    question = Line("question", question_id(SHARED), (("en", SHARED),))
    own = Line("own", "look_after_myself")
    asked = {"asked_of_id": peers[0]["person"]["id"], "asked_at": world.ago(3)}
    approved = {"approved_at": world.ago(6), "approved_name": "Rosa Lindqvist"}
    approved["recorded_by_id"] = people.office["id"]
    for number, (wave, extra, title, columns) in enumerate(
        (
            ("after", own, "With looking after oneself", {"state": "asked"} | asked),
            ("later", question, "Two questions", {"state": "approved"} | approved),
            ("mid", Line("own", "next_step"), "", {"state": "draft"}),
        ),
        start=len(IDS) + 1,
    ):
        row = {"audience": "student", "wave": wave, "version": 2, "title": title, "shipped": False}
        empty: Row = {"asked_of_id": None, "asked_at": None, "approved_at": None}
        empty |= {"approved_by_id": None, "approved_name": "", "recorded_by_id": None}
        world.rows.add(QuestionForm, **({"id": number} | row | empty | columns))
        lines = [*STANDING["student", wave], extra]
        lines.sort(key=lambda line: line.kind == "words")
        for position, line in enumerate(lines):
            add_line(world, number, position, line)


def add_line(world: World, form_id: int, position: int, line: Line) -> None:
    """One line of a form of the office's own."""
    first = sum(len(lines) for lines in STANDING.values())
    number = first + len(world.rows.of(FormLine)) + 1
    row = {"form_id": form_id, "position": position, "kind": line.kind, "item": line.item}
    world.rows.add(FormLine, **({"id": number} | row))
    for place, (language, words) in enumerate(line.said):
        said = {"language": language, "position": place, "words": words}
        world.rows.add(LineWords, line_id=number, **said)


class Asking:
    """Who was asked, and what they answered."""

    def __init__(self, world: World, key: str) -> None:
        self.world, self.key = world, key
        self.chance = world.chance("forms")
        self.on_class: dict[int, list[Row]] = defaultdict(list)
        for row in world.rows.of(Enrolment):
            self.on_class[row["class_id"]].append(row)
        marks = world.rows.of(Attendance)
        self.came = {row["enrolment_id"] for row in marks if row["mark"] in WAS_THERE}
        states = world.rows.of(FormState)
        self.done_with = {row["code"] for row in states if row["state"] != "done"}

    def about_class(self, planned: Planned) -> None:
        meetings = [Meeting(s["starts_at"], s["ends_at"]) for s in planned.sessions]
        for wave in ("mid", "later", "left"):
            found = window(wave, meetings)
            if found is None or found.opens_at > self.world.moment:
                continue
            week = week_of(found.about, self.world.zone)
            answered = False
            for row in self._those(planned, wave):
                at = row["ended_at"] if wave == "left" else found.opens_at
                self._invite(row, wave, at + timedelta(hours=3))
                code = code_of(self.key, row["id"])
                if code not in self.done_with and self.chance.random() < ANSWERS[wave]:
                    about = {"class_id": row["class_id"], "term_id": None, "week": week}
                    self._answer(code, wave, standing_items(wave), about, wave)
                    answered = True
            if answered:
                _asked(self.world, planned.row["id"], wave)

    def _those(self, planned: Planned, wave: str) -> Iterable[Row]:
        rows = self.on_class[planned.row["id"]]
        if wave != "left":
            return [row for row in rows if row["state"] in MAY_ANSWER and row["id"] in self.came]
        left = [row for row in rows if row["state"] == "withdrawn" and row["id"] in self.came]
        return [row for row in left if row["ended_at"] and row["ended_at"] < self.world.moment]

    def _invite(self, row: Row, wave: str, at: datetime) -> None:
        """So that the worker writes to nobody about what is past."""
        if at < self.world.moment:
            facts = {"invited_at": at, "settled": True}
            self.world.rows.add(Invitation, enrolment_id=row["id"], wave=wave, **facts)

    def about_term(self, term: Row, people: People, classes: Sequence[Planned]) -> None:
        half = half_of(term["starts_on"], term["ends_on"], self.world.zone)
        if half > self.world.moment:
            return
        here = [p for p in classes if p.row["term_id"] == term["id"] and p.row["state"] == "open"]
        learn = {
            row["person_id"]
            for planned in here
            for row in self.on_class[planned.row["id"]]
            if row["state"] in MAY_ANSWER
        }
        ids = {planned.row["id"] for planned in here}
        team = self.world.rows.of(TeamMember)
        teach = {row["person_id"] for row in team if row["class_id"] in ids}
        work = self.chance.sample(sorted(learn), min(AT_WORK, len(learn)))
        for audience, those in (("student", learn), ("co_teacher", teach), ("at_work", work)):
            self._ask(term, audience, sorted(those), half)

    def _ask(self, term: Row, audience: str, those: Sequence[int], half: datetime) -> None:
        found = term_window(term["starts_on"], term["ends_on"], self.world.zone)
        week = week_of(found.about, self.world.zone)
        items = form_items(STANDING[audience, TERMLY])
        for person_id in those:
            if audience != "at_work":
                row = {"person_id": person_id, "term_id": term["id"], "audience": audience}
                self.world.rows.add(TermInvitation, **row, invited_at=half, settled=True)
            if self.chance.random() < ANSWERS[audience]:
                code = term_code(self.key, person_id, term["id"], audience)
                about = {"class_id": None, "term_id": term["id"], "week": week}
                self._answer(code, WAVE_OF[audience], items, about, audience)
        row = {"term_id": term["id"], "audience": audience}
        self.world.rows.add(AskedTermForm, **row, form_id=IDS[audience, TERMLY])

    def _answer(self, code: str, wave: str, items: Iterable[Item], about: Row, who: str) -> None:
        leaning = self.chance.gauss(0, 0.6)
        for item in items:
            level = LEVELS.get((who, item.id), LEVELS.get(item.id, 3.5))
            value = min(5, max(1, round(level + leaning + self.chance.gauss(0, 0.6))))
            row = {"code": code, "item": item.id, "wave": wave, "value": value} | about
            self.world.rows.add(Answer, **row, form_version=VERSION, in_time=True)
        self.world.rows.add(FormState, code=code, wave=wave, state="done")
