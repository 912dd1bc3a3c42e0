"""Whose answers are these: linked to me, under a code, or standing alone. Towards more private
always; back from standing alone never, because nobody knows any more which they were."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, select, update

from recoverycollege.database import db
from recoverycollege.feedback.models import Answer, FormState, FreeText, LinkedPlace
from recoverycollege.feedback.rules.codes import code_of, text_id, untied
from recoverycollege.feedback.rules.items import WORDS
from recoverycollege.feedback.services.answering import finish
from recoverycollege.feedback.services.quoting import take_back_of
from recoverycollege.feedback.services.reading import move_reading
from recoverycollege.feedback.services.theming import move_themes

CHOICES = ("linked", "coded", "untied")


def choice_of(key: str, enrolment_id: int) -> str:
    """The choice that holds for the answers of an enrolment; coded until they choose."""
    code = code_of(key, enrolment_id)
    loose = select(FormState.code).where(FormState.code == code, FormState.state == "untied")
    if db.session.scalar(loose.limit(1)):
        return "untied"
    return "linked" if db.session.get(LinkedPlace, enrolment_id) else "coded"


def choose(key: str, enrolment_id: int, choice: str, wave: str) -> tuple[str, str]:
    """Carries out a choice, for this form and the other one of the class. Returns the code and the
    id of the words under which this form lies from now on."""
    code, words_id = code_of(key, enrolment_id), text_id(key, enrolment_id, f"{wave}-{WORDS}")
    if choice_of(key, enrolment_id) == "untied":
        return code, words_id
    unlink([enrolment_id])
    if choice == "linked":
        db.session.add(LinkedPlace(enrolment_id=enrolment_id))
    db.session.flush()
    return _cut_loose(key, enrolment_id, code, wave) if choice == "untied" else (code, words_id)


def unlink(enrolment_ids: Iterable[int]) -> None:
    """The office may no longer see whose answers these are."""
    linked = LinkedPlace.enrolment_id.in_(list(enrolment_ids))
    db.session.execute(delete(LinkedPlace).where(linked))


def _cut_loose(key: str, enrolment_id: int, code: str, wave: str) -> tuple[str, str]:
    """Moves what was answered to a code that nothing leads to. Before and after stay a pair. What
    remains under the old code says only that these forms need not be asked again."""
    loose, words_id = untied(), untied()
    waves = set(db.session.scalars(select(Answer.wave).where(Answer.code == code)))
    db.session.execute(update(Answer).where(Answer.code == code).values(code=loose))
    old = text_id(key, enrolment_id, f"after-{WORDS}")
    db.session.execute(update(FreeText).where(FreeText.id == old).values(id=words_id))
    move_themes(old, words_id)
    move_reading(old, words_id)
    take_back_of(key, [old])  # nobody could show its author a quote any more
    for one in waves | {wave}:
        finish(code, one, "untied")
    return loose, words_id
