"""A college's own texts of an instrument, and the signature for its licence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field, StringField
from wtforms.validators import ValidationError

from recoverycollege.feedback.models.waves import LICENCES
from recoverycollege.feedback.rules.instruments.local import MOST_LETTERS, Part, Words
from recoverycollege.feedback.services.instruments import Licence
from recoverycollege.forms import Form
from recoverycollege.staff.forms.building import must
from recoverycollege.staff.forms.fields import DayField, PickField, UpTo, line_field, options
from recoverycollege.staff.words import languages as named
from recoverycollege.staff.words import licences


class WordsForm(Form):
    """Every text in every language; `words_form` adds the fields. All may be left for later."""

    parts: Sequence[Part] = ()
    languages: Sequence[str] = ()

    def fields_of(self, part: Part) -> list[Field]:
        number = self.parts.index(part)
        return [self[f"text_{number}_{language}"] for language in self.languages]

    @property
    def words(self) -> dict[tuple[str, str], str]:
        """(part, language) → what is written, language by language."""
        return {
            (part.name, language): self[f"text_{number}_{language}"].data or ""
            for language in self.languages
            for number, part in enumerate(self.parts)
        }


def words_form(
    parts: Sequence[Part], labels: Sequence[str], languages: Sequence[str], words: Words
) -> WordsForm:
    """The form for these parts, as they are written now."""
    fields: dict[str, Any] = {"parts": parts, "languages": languages}
    names = named(languages) if len(languages) > 1 else {}
    for number, (part, label) in enumerate(zip(parts, labels, strict=True)):
        for language in languages:
            said = f"{label} – {names[language]}" if names else label
            field = StringField(
                said, [UpTo(MOST_LETTERS)], default=words.get((part.name, language), "")
            )
            fields[f"text_{number}_{language}"] = field
    form: WordsForm = type("TheseWordsForm", (WordsForm,), fields)()
    return form


class AttestForm(Form):
    """Who gave the licence, which, and that somebody signs for it."""

    holder = line_field(_("Who holds the rights?"), 200, _("Please write who holds the rights."))
    licence = PickField(_("Why may the college use it?"), ask=_("Please choose why."))
    reference = line_field(
        _("Where can this be looked up?"),
        200,
        _("Please write where: a number, the date of a letter, an address."),
    )
    until = DayField(_("Until when?"))
    signed = BooleanField(_("I have read the licence, and the college may use these words."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = licences()
        self.licence.choices = options((one, words[one]) for one in LICENCES)

    @property
    def values(self) -> Licence:
        words = {name: str(self[name].data or "") for name in ("holder", "reference")}
        return Licence(**words, kind=str(self.licence.data), until=self.until.data)

    def validate_signed(self, field: Any) -> None:
        must(field)

    def validate_reference(self, field: Any) -> None:
        if len((field.data or "").strip()) < 3:
            raise ValidationError(gettext("Please write a little more, so that it can be found."))
