"""Many times for one-to-one peer support at once."""

from __future__ import annotations

import re
from datetime import time
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, SelectMultipleField
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from recoverycollege.catalogue.rules.filters import DAY_WORDS
from recoverycollege.classes.rules.times import Plan, Row, overlap
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
)

SHORTEST, LONGEST = 10, 240  # minutes


class TimesForm(Form):
    """Who, where, and when: the same for all of them."""

    person_id = PickField(_("Peer worker"), coerce=number_or_none, ask=_("Choose who they meet."))
    venue_id = PickField(_("Venue"), coerce=number_or_none, ask=_("Choose a venue."))
    room = line_field(_("Room"), 100)
    format = PickField(_("How people take part"), choices=options(choices.FORMATS))
    setting = PickField(_("Setting"), choices=options(choices.SETTINGS))
    joining_link = line_field(_("Joining link"), 300)
    first = DayField(_("From"), [Given(_("Choose the first day."))])
    last = DayField(_("To"), [Given(_("Choose the last day."))])
    weekdays = SelectMultipleField(
        _("On these days"),
        choices=[(day, _(words)) for day, words in DAY_WORDS.items()],
        widget=ListWidget(),
        option_widget=CheckboxInput(),
        validate_choice=False,
        validators=[InputRequired(_("Choose at least one day."))],
    )
    starts = line_field(_("Starting at"), 200, _("Write when they start."))
    minutes = WholeField(_("Minutes for each"), least=SHORTEST, most=LONGEST)
    said_yes = BooleanField(
        _("They have said yes to these times"),
        validators=[InputRequired(_("Please ask them first, then tick this."))],
    )

    def validate_joining_link(self, field: Any) -> None:
        if field.data and not re.fullmatch(r"https?://\S+", field.data):
            raise ValidationError(
                str(_("Write the whole link, without spaces. It begins with https://."))
            )

    def validate_last(self, field: Any) -> None:
        not_before(field, self.first.data, _("Choose a last day that is not before the first."))

    def validate_starts(self, field: Any) -> None:
        typed = self.times()
        if None in typed or not typed:
            raise ValidationError(str(_("Write each time like this: 10:00, 11:30, 14:00.")))
        if self.first.data and self.minutes.data and overlap(self._row()):
            raise ValidationError(
                str(_("Two of these overlap. Leave more time, or make each one shorter."))
            )

    def times(self) -> list[time | None]:
        """What was typed; None for what is no time of day."""
        words = re.split(r"[,;\s]+", (self.starts.data or "").strip())
        return [_read(word) for word in words if word]

    def _row(self) -> Row:
        given: dict[str, Any] = self.data
        known = [day for day in DAY_WORDS if day in (given["weekdays"] or ())]
        starts = [at for at in self.times() if at is not None]
        first, last = given["first"], given["last"] or given["first"]
        return Row(first, last, known, starts, given["minutes"])

    def plan(self, course_id: int) -> Plan:
        """What was asked for, once it is sound."""
        given: dict[str, Any] = self.data
        where = {name: given[name] for name in ("venue_id", "room", "format", "setting")}
        link = given["joining_link"]
        return Plan(course_id, given["person_id"], joining_link=link, row=self._row(), **where)


def _read(word: str) -> time | None:
    """10:30 or 10.30; None for what is no time of day."""
    found = re.fullmatch(r"([01]?\d|2[0-3])[:.]([0-5]\d)", word, re.ASCII)
    return time(int(found[1]), int(found[2])) if found else None
