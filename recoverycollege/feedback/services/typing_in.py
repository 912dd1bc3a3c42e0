"""Typing in what came back on paper: under the code of the sheet's mark, or under none."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from recoverycollege.feedback.queries.forms import Form, answers_of, own_form, state_of
from recoverycollege.feedback.queries.paper import whose_sheet
from recoverycollege.feedback.rules.codes import code_of, text_id, untied
from recoverycollege.feedback.rules.items import WORDS
from recoverycollege.feedback.services.answering import finish, save, save_words
from recoverycollege.feedback.services.choosing import choice_of
from recoverycollege.refusals import N_, Refused

OTHER = {"before": "after", "after": "before"}
UNKNOWN = N_("No sheet of this class has this mark. Please look again.")
OTHER_FORM = N_("This mark is on a sheet of the other form of this class. Open that one instead.")
ANSWERED = N_("This form was answered already. What is there stays; put this sheet aside.")
STANDS_ALONE = N_(
    "This person chose that their answers stand alone. Leave the mark empty, and type the rest."
)


class NotThisMark(Refused):
    """What is wrong with the mark of a sheet."""


def type_in(
    form: Form,
    mark: str,
    values: dict[str, int | None],
    words: str,
    *,
    key: str,
    now: datetime,
    zone: ZoneInfo,
) -> None:
    """Saves one sheet. `form`: that of the class. Nothing that was answered is overwritten.
    Raises `Refused`, and `NotThisMark` about the mark."""
    code, words_id = untied(), untied()
    if mark.strip():
        form = _form_of_mark(form, mark, key)
        enrolment_id = form.enrolment_id or 0
        code = code_of(key, enrolment_id)
        words_id = text_id(key, enrolment_id, f"{form.wave}-{WORDS}")
    save(form, code, values, key=key, now=now, zone=zone, on_paper=True)
    if form.has_words and words.strip():
        save_words(form, words_id, words, now, on_paper=True)
    finish(code, form.wave, "done")


def _form_of_mark(form: Form, mark: str, key: str) -> Form:
    """The own form of the person whose sheet it is, if it still waits."""
    class_id, wave = form.found.id, form.wave
    enrolment_id = whose_sheet(class_id, wave, mark, key)
    if enrolment_id is None:
        other = whose_sheet(class_id, OTHER[wave], mark, key)
        raise NotThisMark(UNKNOWN if other is None else OTHER_FORM)
    code = code_of(key, enrolment_id)
    if choice_of(key, enrolment_id) == "untied":
        raise NotThisMark(STANDS_ALONE)
    if answers_of(code, wave) or state_of(code, wave) == "done":
        raise NotThisMark(ANSWERED)
    own = own_form(enrolment_id, wave)
    if own is None:
        raise NotThisMark(UNKNOWN)
    return own
