"""Whose answers are these: linked to me, under a code, or standing alone. Towards more private
always; back from standing alone never, because nobody knows any more which they were."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, select, update

from recoverycollege.database import db
from recoverycollege.feedback.models import Answer, FormState, FreeText, LinkedCode
from recoverycollege.feedback.rules.codes import code_of, text_id, untied
from recoverycollege.feedback.rules.items import WORDS

CHOICES = ("linked", "coded", "untied")


def choice_of(key: str, enrolment_id: int) -> str:
    """The choice that holds for the answers of an enrolment; coded until they choose."""
    code = code_of(key, enrolment_id)
    loose = select(FormState.code).where(FormState.code == code, FormState.state == "untied")
    if db.session.scalar(loose.limit(1)):
        return "untied"
    return "linked" if db.session.get(LinkedCode, enrolment_id) else "coded"


def choose(key: str, enrolment_id: int, choice: str, wave: str) -> str:
    """Carries out a choice, for this form and the other one of the class. Returns the code under
    which this form's answers lie from now on."""
    code = code_of(key, enrolment_id)
    if choice_of(key, enrolment_id) == "untied" and choice != "untied":
        return code
    db.session.execute(delete(LinkedCode).where(LinkedCode.enrolment_id == enrolment_id))
    if choice == "linked":
        db.session.add(LinkedCode(enrolment_id=enrolment_id, code=code))
    db.session.flush()
    return _cut_loose(key, enrolment_id, code, wave) if choice == "untied" else code


def unlink(codes: Iterable[str]) -> None:
    """Forgets whose these codes are, where they were linked."""
    db.session.execute(delete(LinkedCode).where(LinkedCode.code.in_(list(codes))))


def _cut_loose(key: str, enrolment_id: int, code: str, wave: str) -> str:
    """Moves what was answered to a code that nothing leads to. Before and after stay a pair. What
    remains under the old code says only that these forms need not be asked again."""
    loose = untied()
    waves = set(db.session.scalars(select(Answer.wave).where(Answer.code == code)))
    db.session.execute(update(Answer).where(Answer.code == code).values(code=loose))
    old = text_id(key, enrolment_id, f"after-{WORDS}")
    db.session.execute(update(FreeText).where(FreeText.id == old).values(id=untied()))
    for one in waves | {wave}:
        db.session.merge(FormState(code=code, wave=one, state="untied"))
    db.session.flush()
    return loose
