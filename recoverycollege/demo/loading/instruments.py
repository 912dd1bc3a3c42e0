"""Instruments: one whose words are free for everyone, asked for a term before and after and since
then once a term; and one in draft, with stand-ins where a college writes the words it was given."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import timedelta

from sqlalchemy import update

from recoverycollege.catalogue.models import Term
from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.demo.loading.forms import IDS, add_line
from recoverycollege.demo.loading.people import People
from recoverycollege.demo.loading.world import Row, World
from recoverycollege.feedback.models import (
    Answer,
    AskedForm,
    AskedTermForm,
    InstrumentText,
    InstrumentWords,
    QuestionForm,
)
from recoverycollege.feedback.queries.instruments import definition_of
from recoverycollege.feedback.rules.asking import STANDING, Line
from recoverycollege.feedback.rules.instruments.local import parts
from recoverycollege.feedback.rules.instruments.naming import Ref, answer_name
from recoverycollege.feedback.rules.instruments.scoring import shown
from recoverycollege.feedback.rules.items import TOGETHER

WELL_BEING, HOPE = Ref("ons4", 1, 1), Ref("state-hope-scale", 1, 1)
OGL = "Contains public sector information licensed under the Open Government Licence v3.0."
# By the Office for National Statistics, under the Open Government Licence v3.0.
WORDS = {
    "instruction": "Four questions on how you feel about your life. There are no wrong answers.",
    "recall": "They are about these days, and the last two about yesterday.",
    "credit": OGL,
    "item:satisfied": "Overall, how satisfied are you with your life nowadays?",
    "item:worthwhile": (
        "Overall, to what extent do you feel the things you do in your life are worthwhile?"
    ),
    "item:happy": "Overall, how happy did you feel yesterday?",
    "item:anxious": "Overall, how anxious did you feel yesterday?",
    "point:0": "0, not at all",
    "point:10": "10, completely",
}
BEFORE_AND_AFTER = (("before", 2), ("after", 3))  # and their versions here
LAST = {"before": "people_can_recover", "after": "met_someone", "check_in": "look_after_myself"}


def add_instruments(world: World, people: People) -> None:
    """Texts, forms that ask them, and what was answered."""
    _add_text(world, WELL_BEING, WORDS, people.office, "active")
    _add_text(world, HOPE, {}, people.office, "draft")
    forms = {wave: _add_form(world, people, wave, n, "out") for wave, n in BEFORE_AND_AFTER}
    once = _add_form(world, people, "check_in", 2, "in_use")
    for row in world.rows.of(AskedTermForm):
        if row["audience"] == "student":
            row["form_id"] = once
    asked = _classes_of_last_term(world)
    for row in world.rows.of(AskedForm):
        if row["class_id"] in asked and row["wave"] in forms:
            row["form_id"] = forms[row["wave"]]
    _add_answers(world, asked)


def make_way() -> None:
    """The check-in that came with the house goes out of use: another one takes its place."""
    earlier = update(QuestionForm).where(QuestionForm.id == IDS["student", "check_in"])
    db.session.execute(earlier.values(state="out"))


def _add_text(world: World, ref: Ref, words: dict[str, str], office: Row, state: str) -> None:
    signed = state == "active"
    columns: Row = {"holder": "", "reference": "", "licence": "", "until": None}
    columns |= {"attested_at": None, "attested_by_id": None}
    if signed:
        columns |= {"holder": "Office for National Statistics", "licence": "free"}
        columns |= {"reference": "nationalarchives.gov.uk, Open Government Licence, version 3"}
        columns |= {"attested_at": world.ago(300), "attested_by_id": office["id"]}
    facts = {"instrument": ref.id, "version": ref.version, "local": ref.local, "state": state}
    text = world.rows.add(InstrumentText, **facts, **columns)
    definition = definition_of(ref.key)
    for part in parts(definition) if definition else ():
        number = shown(part.value) if part.value is not None else ""
        stand_in = f"{number} out of 10" if signed else _stand_in(part.name, number)
        said = {"language": "en", "position": 0, "words": words.get(part.name, stand_in)}
        world.rows.add(InstrumentWords, text_id=text["id"], part=part.name, **said)


def _stand_in(part: str, number: str) -> str:
    """In the place of words that belong to somebody."""
    if number:
        return f"Answer {number}, as the publisher sent it"
    return f"{part.replace(':', ' ').capitalize()}, as the publisher sent it"


def _add_form(world: World, people: People, wave: str, version: int, state: str) -> int:
    """The form as it comes, and the instrument before the box."""
    peer = next(one for one in people.members if one["perspective"] == "peer")["person"]
    number = len(IDS) + len(world.rows.of(QuestionForm)) + 1
    row = {"audience": "student", "wave": wave, "version": version, "shipped": False}
    row |= {"title": "With personal well-being", "state": state, "asked_of_id": None}
    row |= {"asked_at": None, "approved_at": world.ago(290), "approved_by_id": peer["id"]}
    empty = {"approved_name": "", "recorded_by_id": None}
    world.rows.add(QuestionForm, **({"id": number} | row | empty))
    lines = [*STANDING["student", wave], Line("instrument", str(WELL_BEING))]
    lines.sort(key=lambda line: line.kind == "words")
    for position, line in enumerate(lines):
        add_line(world, number, position, line)
    return number


def _classes_of_last_term(world: World) -> set[int]:
    """Those of the last term that is over by a month, when their forms are closed."""
    over = world.today - timedelta(days=30)
    ended = [term for term in world.rows.of(Term) if term["ends_on"] < over]
    last = max(ended, key=lambda term: term["ends_on"])["id"] if ended else None
    return {row["id"] for row in world.rows.of(ScheduledClass) if row["term_id"] == last}


def _add_answers(world: World, asked: set[int]) -> None:
    """Whoever came to the end of a form answered these too, much as they answered the rest. In the
    order of what they said, for that of the codes is another one with each key."""
    chance = world.chance("instruments")
    forms: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in world.rows.of(Answer):
        if row["wave"] == "check_in" or (row["class_id"] in asked and row["wave"] in LAST):
            forms[row["code"]][row["wave"]].append(row)
    for of in sorted(forms.values(), key=_said):
        for wave in sorted(of, reverse=True):
            _answer(world, chance, of[wave])
    world.rows.of(Answer).sort(key=lambda row: (row["code"], row["item"], row["wave"]))


def _said(forms: dict[str, list[Row]]) -> str:
    rows = [row for wave in sorted(forms) for row in forms[wave]]
    return str([[value for name, value in row.items() if name != "code"] for row in rows])


def _answer(world: World, chance: random.Random, rows: list[Row]) -> None:
    known = [row["value"] for row in rows if row["value"] and row["item"] not in TOGETHER]
    if not known or LAST[rows[0]["wave"]] not in {row["item"] for row in rows}:
        return
    stands = 2.1 * (sum(known) / len(known) - 1)
    for item in ("satisfied", "worthwhile", "happy", "anxious"):
        felt = 10 - stands if item == "anxious" else stands
        value = min(10, max(0, round(felt + chance.gauss(0, 1.1))))
        if chance.random() > 0.02:
            name = answer_name(WELL_BEING, item)
            world.rows.add(Answer, **(rows[0] | {"item": name, "value": value}))
