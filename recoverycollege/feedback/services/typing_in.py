"""Typing in what came back on paper: under the code of the sheet's mark, or under none."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from recoverycollege.enrolment.services.filling import lock
from recoverycollege.feedback.queries.forms import Form, answers_of, own_form, states_of
from recoverycollege.feedback.queries.paper import whose_sheet
from recoverycollege.feedback.rules.codes import code_of, text_id, untied
from recoverycollege.feedback.rules.items import WORDS
from recoverycollege.feedback.services.answering import finish, save, save_words
from recoverycollege.refusals import N_, Refused

OTHER = {"before": "after", "after": "before"}
UNKNOWN = N_("No sheet of this class has this mark. Please look again.")
OTHER_FORM = N_("This mark is on a sheet of the other form of this class. Open that one instead.")
# The same words whether it was answered or cut loose: the office need not know which.
NOT_NEEDED = N_("Nothing more is needed for this mark. Please put the sheet aside.")


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
    lock(form.found.id)
    code, words_id = untied(), untied()
    if mark.strip():
        form = _form_of_mark(form, mark, key)
        enrolment_id = form.enrolment_id or 0
        code = code_of(key, enrolment_id)
        words_id = text_id(key, enrolment_id, f"{form.wave}-{WORDS}")
    save(form, code, values, now=now, zone=zone, on_paper=True)
    if form.has_words and words.strip():
        save_words(form, words_id, words, now, on_paper=True)
    if mark.strip():
        finish(code, form.wave, "done")


def _form_of_mark(form: Form, mark: str, key: str) -> Form:
    """The own form of the person whose sheet it is, if it still waits."""
    class_id, wave = form.found.id, form.wave
    enrolment_id = whose_sheet(class_id, wave, mark, key)
    if enrolment_id is None:
        other = whose_sheet(class_id, OTHER[wave], mark, key)
        raise NotThisMark(UNKNOWN if other is None else OTHER_FORM)
    code = code_of(key, enrolment_id)
    states = states_of(code)
    if answers_of(code, wave) or states.get(wave) == "done" or "untied" in states.values():
        raise NotThisMark(NOT_NEEDED)
    own = own_form(enrolment_id, wave)
    if own is None:
        raise NotThisMark(UNKNOWN)
    return own
