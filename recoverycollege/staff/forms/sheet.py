"""A sheet of paper as it is typed in: the mark, a key for each question, the words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Field, StringField, TextAreaField, ValidationError

from recoverycollege.feedback.presenting import words_of
from recoverycollege.feedback.rules.items import MOST_WORDS, Item
from recoverycollege.forms import Form
from recoverycollege.staff.forms.fields import UpTo

RATHER_NOT = "-"
DASHES = {"–": RATHER_NOT, "—": RATHER_NOT, "−": RATHER_NOT}


def one_key_of(item: Item) -> Callable[[Any, Field], None]:
    """Asks for one of the item's keys, a dash, or nothing."""

    def one_key(form: Any, field: Field) -> None:
        keys = {str(value) for value in item.points} | {RATHER_NOT}
        if typed(field) and typed(field) not in keys:
            words = _("Type %(least)s to %(most)s, or a dash. Leave it empty if nothing is ticked.")
            raise ValidationError(str(words) % {"least": item.least, "most": item.most})

    return one_key


def typed(field: Field) -> str:
    key = (field.data or "").strip()
    return DASHES.get(key, key)


class SheetForm(Form):
    """The questions of one form; `sheet_form` adds them."""

    items: Sequence[Item] = ()
    mark = StringField(_("Mark on the sheet"), [UpTo(20)])
    words = TextAreaField(_("What is written in the box"), [UpTo(MOST_WORDS)])

    @property
    def questions(self) -> list[Field]:
        return [self[f"question_{number}"] for number, _item in enumerate(self.items)]

    @property
    def values(self) -> dict[str, int | None]:
        """Item id → its point, or None for "I would rather not say". Skipped ones are not there."""
        pairs = zip(self.items, self.questions, strict=True)
        keys = {item.id: typed(field) for item, field in pairs if typed(field)}
        return {item: None if key == RATHER_NOT else int(key) for item, key in keys.items()}

    @property
    def written(self) -> str:
        """What is written in the box; the form before a class has none."""
        return typed(self["words"]) if "words" in self else ""

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        if good and not self.values and not self.written:
            self.form_errors = [str(_("Nothing is typed yet. A sheet left empty needs no typing."))]
            return False
        return good


def sheet_form(items: Sequence[Item], *, has_words: bool) -> SheetForm:
    """The form for one class: a field for each of its questions."""
    fields: dict[str, Any] = {"items": items}
    for number, item in enumerate(items):
        fields[f"question_{number}"] = StringField(words_of(item), [one_key_of(item)])
    if not has_words:
        fields["words"] = None
    form: SheetForm = type("ThisSheetForm", (SheetForm,), fields)()
    return form
