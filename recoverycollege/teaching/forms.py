"""The shape of what co-teachers send."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from recoverycollege.classes.rules import records, reflections
from recoverycollege.classes.rules.materials import LONGEST_TITLE, LONGEST_URL
from recoverycollege.classes.rules.plans import (
    LONGEST_BRING,
    LONGEST_WORDS,
    MOST_MINUTES,
    MOST_PARTS,
    Part,
)
from recoverycollege.enrolment.rules.messages import LONGEST
from recoverycollege.forms import Form, one_of_these
from recoverycollege.text import clean


def ticks(label: Any, **how: Any) -> SelectMultipleField:
    """Several of a few, each with a box to tick. What is not among them is left out."""
    return SelectMultipleField(
        label, widget=ListWidget(), option_widget=CheckboxInput(), validate_choice=False, **how
    )


def known(field: SelectMultipleField) -> list[Any]:
    """What was ticked, in the order it is offered."""
    return [value for value, _words in field.choices if value in (field.data or ())]


class ShownForm(Form):
    """What a co-teacher shows of themselves, and to whom."""

    shown_name = StringField(
        _("The name people see"),
        validators=[
            DataRequired(_("Tell us the name people should see")),
            Length(max=60, message=_("Please give a shorter name, up to 60 letters")),
        ],
    )
    name_scope = RadioField(
        _("Who may see your name?"),
        choices=[
            ("public", _("Everyone, in the catalogue too")),
            ("class", _("The people in this class")),
            ("team", _("Only the teaching team")),
        ],
        validators=[one_of_these],
        validate_choice=False,
    )
    perspective_scope = RadioField(
        _("Who may see what you bring?"),
        choices=[
            ("public", _("Everyone, in the catalogue too")),
            ("class", _("The people in this class")),
            ("team", _("Only the teaching team")),
        ],
        validators=[one_of_these],
        validate_choice=False,
    )
    words = StringField(
        _("What you bring, in your words"),
        validators=[Length(max=120, message=_("Please shorten this a little"))],
    )
    label_ok = BooleanField(_("The class may be called peer-led"))


class CallForm(Form):
    """How a friendly call went: one press, and a few words for whoever looks next."""

    result = RadioField(
        _("How did it go? One press, and it is noted."),
        validators=[one_of_these],
        validate_choice=False,
    )
    words = TextAreaField(
        _("A few words for the others"),
        validators=[Length(max=500, message=_("Please shorten this a little"))],
        filters=[lambda words: (words or "").strip()],
    )

    def __init__(self, *args: Any, results: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.result.choices = list(results.items())


class MessageForm(Form):
    """A message to the class. What is written on one page has one `once`, and is sent once."""

    words = TextAreaField(
        _("Your message"),
        validators=[
            DataRequired(_("Please write a few words first")),
            Length(max=LONGEST, message=_("Please shorten this: it must fit on a page")),
        ],
        filters=[lambda words: clean(words or "").strip()],
    )
    once = HiddenField(validators=[Length(max=32)])


def as_typed(words: str | None) -> str:
    """What was typed, with the same line ends from every browser."""
    return (words or "").replace("\r\n", "\n").strip()


class RecordForm(Form):
    """A record of the class in the team's own words. `seen`: which words were there before."""

    seen = HiddenField()
    words = TextAreaField(
        _("What we did together"),
        validators=[
            DataRequired(_("Write a sentence or two")),
            Length(max=records.LONGEST, message=_("Please shorten this a little")),
        ],
        filters=[as_typed],
    )


class ReflectionForm(Form):
    """Two questions after a class. One of them is enough."""

    went_well = TextAreaField(
        _("What did we do well together?"),
        validators=[
            Length(max=reflections.LONGEST, message=_("Please shorten this a little")),
        ],
        filters=[as_typed],
    )
    differently = TextAreaField(
        _("What would I like us to do differently?"),
        validators=[
            Length(max=reflections.LONGEST, message=_("Please shorten this a little")),
        ],
        filters=[as_typed],
    )

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        if good and not (self.went_well.data or self.differently.data):
            self.note(
                "went_well", _("Write a few words in one of the boxes, or press Not this time")
            )
            return False
        return good


LINE = ("minutes", "words", "leader", "bring")


@dataclass
class TypedPart:
    """One part of a plan as it was typed."""

    minutes: str = ""
    words: str = ""
    leader: str = ""
    bring: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        return not (self.minutes or self.words or self.bring)

    @property
    def length(self) -> int | None:
        """The minutes, when they are a number a session can have."""
        plain = self.minutes.isascii() and self.minutes.isdecimal() and len(self.minutes) <= 4
        found = int(self.minutes) if plain else MOST_MINUTES + 1
        return found if found <= MOST_MINUTES else None

    def check(self) -> None:
        """Notes beside each field what does not fit."""
        if self.length is None:
            self.errors["minutes"] = _("How many minutes? A number is enough")
        if not self.words:
            self.errors["words"] = _("What happens in this part?")
        for name, longest in (("words", LONGEST_WORDS), ("bring", LONGEST_BRING)):
            if len(getattr(self, name)) > longest:
                self.errors[name] = _("Please shorten this a little")


class PlanForm(Form):
    """The parts of a plan, line by line. A line left empty is no part."""

    version = HiddenField()
    parts: list[TypedPart]
    lines: int  # on the page; the last ones may have been left empty

    def read(self, typed: Mapping[str, str]) -> None:
        """Takes the lines as they were typed (`words-0`, `minutes-0` …), in their order."""
        self.parts = []
        for number in range(MOST_PARTS):
            names = [f"{name}-{number}" for name in LINE]
            if any(name in typed for name in names):
                minutes, words, leader, bring = (typed.get(name, "").strip() for name in names)
                self.parts.append(TypedPart(minutes, words, leader, bring))
        self.lines = len(self.parts)
        while self.parts and self.parts[-1].empty:
            self.parts.pop()

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        for number, part in enumerate(self.parts, start=1):
            if not part.empty:
                part.check()
            for words in part.errors.values():
                self.form_errors.append(_("Part %(number)s: %(words)s", number=number, words=words))
        return good and not self.form_errors

    @property
    def read_version(self) -> int:
        """The version the page was made of; one that nobody has, where that is not a number."""
        number = self.version.data or ""
        return int(number) if number.isdecimal() and len(number) <= 9 else -1

    def planned(self) -> list[Part]:
        """The parts that were filled in, when they are well."""
        return [
            Part(
                part.length or 0,
                part.words,
                part.bring,
                int(part.leader) if part.leader.isdecimal() and len(part.leader) <= 9 else None,
            )
            for part in self.parts
            if not part.empty
        ]


FOR_WHOM = [("team", _("Only the team")), ("class", _("Everyone with a place on this class"))]


class FileForm(Form):
    """A file for a class."""

    file = FileField(_("The file"), validators=[DataRequired(_("Choose a file first"))])
    file_for = RadioField(
        _("Who may have it?"),
        choices=FOR_WHOM,
        default="team",
        validators=[one_of_these],
        validate_choice=False,
    )


class LinkForm(Form):
    """A link for a class."""

    title = StringField(
        _("What is it?"),
        validators=[
            DataRequired(_("Tell people what it is")),
            Length(max=LONGEST_TITLE, message=_("Please shorten this a little")),
        ],
        filters=[lambda words: (words or "").strip()],
    )
    url = StringField(
        _("The address of the page"),
        validators=[
            DataRequired(_("Give the address of the page")),
            Length(max=LONGEST_URL, message=_("This address is too long for us")),
        ],
        filters=[lambda words: (words or "").strip()],
    )
    link_for = RadioField(
        _("Who may have it?"),
        choices=FOR_WHOM,
        default="team",
        validators=[one_of_these],
        validate_choice=False,
    )


class WhenForm(Form):
    """When and where a co-teacher can teach."""

    days = ticks(_("Which days?"))
    parts = ticks(_("What time of day?"))
    venue_ids = ticks(_("Where can you come to?"), coerce=int)
    words = TextAreaField(
        _("In your own words"),
        validators=[Length(max=1000, message=_("Please shorten this a little"))],
        filters=[lambda words: (words or "").strip()],
    )
    wants_letters = BooleanField(_("Tell me when a class looks for someone like me"))

    def __init__(
        self,
        *args: Any,
        day_words: Mapping[str, str],
        part_words: Mapping[str, str],
        venues: Mapping[int, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.days.choices = list(day_words.items())
        self.parts.choices = list(part_words.items())
        self.venue_ids.choices = list(venues.items())


class OfferForm(Form):
    """An offer to teach: one press, and a few words if they help."""

    words = TextAreaField(
        _("A few words with it"),
        validators=[Length(max=500, message=_("Please shorten this a little"))],
        filters=[lambda words: (words or "").strip()],
    )
