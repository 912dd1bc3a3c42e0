"""Forms of the page on which a course is written together."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import EmailField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import StopValidation

from recoverycollege.accounts.rules import email_key
from recoverycollege.catalogue.forms.checks import DayField, filled, short_enough
from recoverycollege.catalogue.rules.codesign import PERSPECTIVE_WORDS
from recoverycollege.catalogue.rules.texts import OUTCOMES, SECTIONS, Texts
from recoverycollege.database import LARGEST_ID
from recoverycollege.forms import Form, one_of_these
from recoverycollege.text import clean

LONGEST = {"title": 120, "summary": 300, "outcomes": 1300}
LONG_TEXT, LONGEST_OUTCOME = 4000, 300


class PlacedForm(Form):
    """One of several forms on a page: `place` keeps the ids of their fields apart."""

    def __init__(self, *args: Any, place: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self if place else ():
            field.id = f"{place}-{field.id}"


class ReadForm(Form):
    """Which draft somebody has read: they press for that one and no other."""

    version = HiddenField()

    @property
    def read_version(self) -> int:
        typed = self.version.data or ""
        good = typed.isascii() and typed.isdecimal() and len(typed) < 10
        return min(int(typed), LARGEST_ID) if good else 0


class WordsForm(ReadForm):
    """Every section of a course. A draft may be short: what is missing is said on its page.
    `seen`: the marks of the words as they were shown."""

    seen = HiddenField()
    title = StringField(_(SECTIONS["title"]))
    summary = TextAreaField(_(SECTIONS["summary"]))
    description = TextAreaField(_(SECTIONS["description"]))
    expect = TextAreaField(_(SECTIONS["expect"]))
    who_for = TextAreaField(_(SECTIONS["who_for"]))
    outcomes = TextAreaField(_(SECTIONS["outcomes"]))
    content_note = TextAreaField(_(SECTIONS["content_note"]))

    def validate_title(self, field: Any) -> None:
        filled(field, gettext("Give the course a title."), LONGEST["title"])

    def validate_summary(self, field: Any) -> None:
        short_enough(field, LONGEST["summary"])

    def validate_description(self, field: Any) -> None:
        short_enough(field, LONG_TEXT)

    validate_expect = validate_who_for = validate_content_note = validate_description

    def validate_outcomes(self, field: Any) -> None:
        lines = self._lines()
        if len(lines) >= OUTCOMES.stop:
            raise StopValidation(gettext("Write two to four lines, one for each thing."))
        if any(len(line) > LONGEST_OUTCOME for line in lines):
            raise StopValidation(
                gettext("Please keep each line to %(most)s letters or fewer.", most=LONGEST_OUTCOME)
            )

    def _lines(self) -> list[str]:
        lines = (clean(line).strip() for line in (self.outcomes.data or "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    @property
    def seen_marks(self) -> list[str]:
        return (self.seen.data or "").split(".")

    def show(self, now: Texts, version: int) -> None:
        """What is saved next was seen beside these words."""
        self.version.data, self.seen.data = str(version), ".".join(now.marks())

    @property
    def texts(self) -> Texts:
        """What was typed, as it is kept; title and summary on one line, for cards and letters."""
        words = {name: clean(self[name].data or "").strip() for name in SECTIONS}
        one_line = {name: " ".join(words[name].split()) for name in ("title", "summary")}
        return Texts.of({**words, **one_line, "outcomes": self._lines()})


class NoteForm(PlacedForm):
    """Something to say about a section."""

    kind = RadioField(
        _("What is it?"),
        choices=[
            ("comment", _("A thought")),
            ("question", _("A question, which someone answers here")),
            ("disagreement", _("I do not agree, and we settle it here")),
        ],
        default="comment",
        validators=[one_of_these],
        validate_choice=False,
    )
    words = TextAreaField(_("Your words"))

    def validate_words(self, field: Any) -> None:
        filled(field, gettext("Please write a few words."), LONG_TEXT)


class AnswerForm(PlacedForm):
    """The answer to a question."""

    answer = TextAreaField(_("The answer"))

    def validate_answer(self, field: Any) -> None:
        filled(field, gettext("Please write the answer, so that everyone can read it."), LONG_TEXT)


class SettleForm(PlacedForm):
    """What was decided about a disagreement, and why."""

    answer = TextAreaField(_("What did you decide together?"))
    reason = TextAreaField(_("Why?"))

    def validate_answer(self, field: Any) -> None:
        filled(field, gettext("Please write what you decided."), LONG_TEXT)

    def validate_reason(self, field: Any) -> None:
        filled(field, gettext("Please write why. The reason stays on the page."), LONG_TEXT)


class SideForm(PlacedForm):
    """From where somebody speaks in this round."""

    perspective = RadioField(
        _("From where do you speak?"),
        choices=[(value, _(words)) for value, words in PERSPECTIVE_WORDS.items()],
        validators=[one_of_these],
        validate_choice=False,
    )


class AskForm(PlacedForm):
    """Asking someone in by name and address. It never tells whether we know them."""

    name = StringField(_("Their name"))
    email = EmailField(_("Their e-mail address"))

    def validate_name(self, field: Any) -> None:
        filled(field, gettext("Please write the name they use with us."), 100)

    def validate_email(self, field: Any) -> None:
        filled(field, gettext("Please write their e-mail address."), 250)
        if email_key(field.data) is None:
            raise StopValidation(
                gettext("This does not look like an e-mail address. It has an @ in the middle.")
            )


class TimeForm(PlacedForm):
    """More time, and why."""

    until = DayField(_("Until when?"))
    reason = TextAreaField(_("Why does it need more time?"))

    def validate_until(self, field: Any) -> None:
        if field.data is None and not field.errors:
            raise StopValidation(gettext("Please choose a day."))

    def validate_reason(self, field: Any) -> None:
        filled(field, gettext("Please write why. The reason stays on the page."), LONG_TEXT)


class UnsignForm(PlacedForm):
    """Taking one's own signature back. A reason helps the others, and nobody has to give one."""

    reason = TextAreaField(_("Would you like to say why?"))

    def validate_reason(self, field: Any) -> None:
        short_enough(field, LONG_TEXT)


class OutForm(PlacedForm):
    """Why someone is taken out of a round."""

    reason = TextAreaField(_("Why do they no longer write here?"))

    def validate_reason(self, field: Any) -> None:
        filled(field, gettext("Please write why. It stays in the history."), 300)


class AsideForm(PlacedForm):
    """Why a round ends without a course."""

    words = TextAreaField(_("Why do we stop for now?"))

    def validate_words(self, field: Any) -> None:
        filled(field, gettext("Please write a few kind words. Who had the idea reads them."), 4000)
