"""Forms about courses and terms."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField
from wtforms.validators import ValidationError

from recoverycollege.forms import Form
from recoverycollege.staff import choices
from recoverycollege.staff.forms.fields import (
    DayField,
    Given,
    PickField,
    WholeField,
    line_field,
    not_before,
    number_or_none,
    options,
    text_field,
)

OUTCOMES = range(2, 5)
OUTCOME_LENGTH = 300
MOST_COURSES = 50
SUMMARY_LENGTH = 300


TEXTS = ("title", "summary", "description", "expect", "who_for", "content_note", "outcomes")


class CourseForm(Form):
    """A course. `together`: its words are being written on their own page, not here; and whether it
    comes into the catalogue is decided there too, where it never was in it. `signed`: both sides
    have signed these words, so other words need a reason. `shown_as` is sent back, to tell when it
    became otherwise while the page was open."""

    shown_as = HiddenField()
    reason = text_field(_("Why do you change words that both sides signed?"))
    title = line_field(_("Title"), 120, _("Give the course a title."))
    strand_id = PickField(
        _("Part of the catalogue"),
        coerce=number_or_none,
        ask=_("Choose a part of the catalogue."),
    )
    kind = PickField(_("Kind"), choices=options(choices.KINDS))
    level = PickField(_("Level"), choices=options(choices.LEVELS))
    language = PickField(_("Language"))
    for_whom = PickField(_("For whom"), choices=options(choices.FOR_WHOM))
    summary = text_field(
        _("In one or two sentences"), _("Say in a sentence what it is."), SUMMARY_LENGTH
    )
    description = text_field(_("What it is about"))
    expect = text_field(_("What to expect"))
    who_for = text_field(_("Who it is for"))
    content_note = text_field(_("Content note"))
    outcomes = text_field(_("What students may get from it"))
    in_catalogue = BooleanField(_("Show it in the catalogue"))
    review_on = DayField(_("Look at it again on"))

    def __init__(
        self,
        *args: Any,
        together: bool = False,
        awaited: bool = False,
        signed: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if together or not signed:
            del self.reason
        self.language.choices = options(choices.languages())
        for name in TEXTS if together else ():
            del self[name]
        if awaited:
            del self.in_catalogue

    def validate_outcomes(self, field: Any) -> None:
        lines = self.outcome_lines()
        if len(lines) not in OUTCOMES:
            raise ValidationError(str(_("Write two to four lines, one for each thing.")))
        if any(len(line) > OUTCOME_LENGTH for line in lines):
            raise ValidationError(
                str(_("Please keep each line to %(most)s letters or fewer.", most=OUTCOME_LENGTH))
            )

    def outcome_lines(self) -> list[str]:
        """Each outcome on its own line."""
        return [line.strip() for line in (self.outcomes.data or "").splitlines() if line.strip()]


class TermForm(Form):
    name = line_field(_("Name"), 100, _("Give the term a name."))
    starts_on = DayField(_("First day"), [Given(_("Choose the first day."))])
    ends_on = DayField(_("Last day"), [Given(_("Choose the last day."))])
    most_courses = WholeField(
        _("Most courses one person can have"), least=0, most=MOST_COURSES, default=0
    )

    def validate_ends_on(self, field: Any) -> None:
        not_before(
            field, self.starts_on.data, _("Choose a last day that is not before the first day.")
        )
