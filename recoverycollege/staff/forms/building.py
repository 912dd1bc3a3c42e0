"""Building a feedback form: a new version, a line, who approves it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, StringField
from wtforms.validators import ValidationError

from recoverycollege.feedback.models.waves import TERMLY, WAVES_OF
from recoverycollege.feedback.rules.asking import kinds_for
from recoverycollege.feedback.rules.items import OWN
from recoverycollege.feedback.wording import audience_words, titles
from recoverycollege.forms import Form
from recoverycollege.staff.forms.fields import Given, PickField, UpTo, line_field, options

QUESTION = "question"


class NewVersionForm(Form):
    """Which form gets a new version."""

    which = PickField(_("Which form?"), ask=_("Choose which form it is."))
    title = line_field(_("What you call it"), 80)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.which.choices = options(
            (f"{audience}-{wave}", form_name(audience, wave))
            for audience, waves in WAVES_OF.items()
            for wave in waves
        )

    @property
    def chosen(self) -> tuple[str, str]:
        audience, _, wave = str(self.which.data).rpartition("-")
        return audience, wave


class LineForm(Form):
    """One line to add: a question of ours, what else there is, or one in the college's own words.
    `line_form` adds a field for its words in each language."""

    languages: Sequence[str] = ()
    what = PickField(_("What to ask"), ask=_("Choose what to ask."))

    @property
    def chosen(self) -> tuple[str, str]:
        kind, _, item = str(self.what.data).partition(":")
        return kind, item

    @property
    def words(self) -> dict[str, str]:
        """The college's own words, by language."""
        return {language: self[f"words_{language}"].data or "" for language in self.languages}

    @property
    def wordings(self) -> list[Any]:
        return [self[f"words_{language}"] for language in self.languages]

    def validate_what(self, field: Any) -> None:
        if field.data == QUESTION and not all(words.strip() for words in self.words.values()):
            raise ValidationError(gettext("Please write your question, in every language you use."))


def line_form(wave: str, languages: Sequence[str]) -> LineForm:
    """The form for a line of a form of this wave."""
    fields: dict[str, Any] = {"languages": languages}
    for language in languages:
        label = _("Your own question") if len(languages) == 1 else _("Your own question (%(l)s)")
        words = label if len(languages) == 1 else str(label) % {"l": language}
        fields[f"words_{language}"] = StringField(words, [UpTo(300)])
    form: LineForm = type("ThisLineForm", (LineForm,), fields)()
    kinds = kinds_for(wave)
    own = [(f"own:{item}", gettext(words)) for item, words in OWN.items()]
    others = {
        "outcomes": gettext("What the course is for (its first two outcomes)"),
        "words": gettext("A box to write in"),
        QUESTION: gettext("A question in your own words"),
    }
    form.what.choices = options(
        own + [(kind, words) for kind, words in others.items() if kind in kinds]
    )
    return form


class AskForm(Form):
    """Who is asked to approve it."""

    person = PickField(_("Whom do you ask?"), coerce=int, ask=_("Choose someone."))


class ApprovedForm(Form):
    """Someone the office names approved it."""

    name = StringField(_("Who approved it?"), [Given(_("Please type their name.")), UpTo(80)])
    lived = BooleanField(_("They say that they have lived experience, and they agree to be named."))
    read = BooleanField(_("They read exactly these questions, and said yes to them."))

    def validate_lived(self, field: Any) -> None:
        must(field)

    def validate_read(self, field: Any) -> None:
        must(field)


def must(field: Any) -> None:
    if not field.data:
        raise ValidationError(gettext("Please tick this, if it is so."))


def form_name(audience: str, wave: str) -> str:
    """For whom a form is, and when."""
    if wave == TERMLY and audience != "student":
        return audience_words()[audience]
    return f"{audience_words()[audience]}: {titles()[wave]}"
