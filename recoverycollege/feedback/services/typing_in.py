"""Typing in what came back on paper: under the code of the sheet's mark, or under none."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from recoverycollege.enrolment.services.filling import lock
from recoverycollege.feedback.queries.forms import ClassForm, answers_of, own_form, states_of
from recoverycollege.feedback.queries.paper import whose_sheet
from recoverycollege.feedback.rules.codes import code_of, text_id, untied
from recoverycollege.feedback.rules.items import WORDS
from recoverycollege.feedback.services.answering import finish, save, save_words
from recoverycollege.refusals import N_, Refused

ON_PAPER = ("before", "mid", "after")
UNKNOWN = N_("No sheet of this class has this mark. Please look again.")
OTHER_FORM = N_("This mark is on a sheet of another form of this class. Open that one instead.")
# The same words whether it was answered or cut loose: the office need not know which.
NOT_NEEDED = N_("Nothing more is needed for this mark. Please put the sheet aside.")


class NotThisMark(Refused):
    """What is wrong with the mark of a sheet."""


def type_in(
    form: ClassForm,
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


def _form_of_mark(form: ClassForm, mark: str, key: str) -> ClassForm:
    """The own form of the person whose sheet it is, if it still waits."""
    class_id, wave = form.found.id, form.wave
    enrolment_id = whose_sheet(class_id, wave, mark, key)
    if enrolment_id is None:
        others = [one for one in ON_PAPER if one != wave]
        on_another = any(whose_sheet(class_id, one, mark, key) for one in others)
        raise NotThisMark(OTHER_FORM if on_another else UNKNOWN)
    code = code_of(key, enrolment_id)
    states = states_of(code)
    if answers_of(code, wave) or states.get(wave) == "done" or "untied" in states.values():
        raise NotThisMark(NOT_NEEDED)
    own = own_form(enrolment_id, wave)
    if own is None:
        raise NotThisMark(UNKNOWN)
    return own
