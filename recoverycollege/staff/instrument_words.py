"""How instruments read on the office's pages: where one stands, and what there is to write."""

from __future__ import annotations

from flask_babel import gettext as _

from recoverycollege.feedback.models import InstrumentText
from recoverycollege.feedback.queries.local_texts import Texts
from recoverycollege.feedback.rules.instruments.definition import Definition, Score
from recoverycollege.feedback.rules.instruments.local import CREDIT, INSTRUCTION, RECALL, Part
from recoverycollege.feedback.rules.instruments.scoring import shown
from recoverycollege.staff.words import licences as licences  # for the templates


def standing(found: Texts) -> str:
    """Where an instrument stands in this college."""
    states = {text.state for text in found.texts}
    if found.definition.content == "open":
        return _("Built in")
    if "active" in states:
        return _("In use, new texts begun") if "draft" in states else _("In use")
    if "draft" in states:
        return _("Draft")
    return _("Retired") if states else _("Needs texts")


def state(text: InstrumentText) -> str:
    """Where the college's texts stand."""
    if text.state == "draft":
        return _("Draft, signed for") if text.attested_at else _("Draft, waits for a signature")
    return {"active": _("In use"), "out": _("Retired")}[text.state]


def part(definition: Definition, one: Part) -> str:
    """What a text is called in the list of what there is to write."""
    if one.name in (INSTRUCTION, RECALL, CREDIT):
        return {
            INSTRUCTION: _("Instruction, read first"),
            RECALL: _("The time it asks about"),
            CREDIT: _("Words the licence wants beside the questions"),
        }[one.name]
    number = 1 + list(definition.item).index(one.item) if one.item else 0
    if one.value is None:
        return _("Question %(number)s (%(id)s)", number=number, id=one.item)
    if one.item:
        return _("Answer %(value)s to question %(n)s", value=shown(one.value), n=number)
    return _("Answer %(value)s", value=shown(one.value))


def hint(definition: Definition, one: Part) -> str:
    """What helps to write it."""
    if one.name == INSTRUCTION:
        return _("If it has one.")
    if one.name == CREDIT:
        return _("If it wants any.")
    if one.name == RECALL:
        return _("The paper says: %(recall)s.", recall=definition.recall)
    if one.value is None and definition.item[one.item].filler:
        return _("Asked, and not counted in any score.")
    if one.value is None and definition.item[one.item].reversed:
        return _("It counts the other way round. Write it as it is published.")
    return ""


def score(one: Score) -> str:
    """A score, with the lowest and the highest there can be."""
    ends = {"low": shown(one.low), "high": shown(one.high), "name": one.name}
    if one.direction == "down":
        return _("%(name)s, from %(low)s to %(high)s; less is better", **ends)
    return _("%(name)s, from %(low)s to %(high)s", **ends)


def done() -> dict[str, str]:
    return {
        "activate": _("In use. It can be put on a feedback form now."),
        "retire": _("Nobody is asked this any more. Answers that were given stay."),
        "delete": _("The draft is gone."),
    }
