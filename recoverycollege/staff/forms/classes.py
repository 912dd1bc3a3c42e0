"""Forms about venues, classes, their dates and their teams."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField
from wtforms.validators import ValidationError

from recoverycollege.classes.queries.clashes import InTheRoom
from recoverycollege.classes.rules.clock_times import check_shown
from recoverycollege.errors import say
from recoverycollege.forms import Form
from recoverycollege.refusals import Refused
from recoverycollege.staff import choices
from recoverycollege.staff.forms.fields import (
    ClockField,
    DayField,
    Given,
    PickField,
    WholeField,
    line_field,
    not_before,
    number_or_none,
    options,
    read_day,
    text_field,
)
from recoverycollege.wording import zone

MOST_PLACES = 500
MOST_WEEKS = 40


class VenueForm(Form):
    name = line_field(_("Name"), 100, _("Give the venue a name."))
    address = line_field(_("Address"), 300)
    online = BooleanField(_("This is an online place"))
    entrance = text_field(_("The way in"))
    seating = text_field(_("Seating"))
    quiet_space = text_field(_("A quiet space"))
    travel = text_field(_("Getting there"))
    step_free = BooleanField(_("Step-free"))
    hearing_loop = BooleanField(_("Hearing loop"))
    accessible_toilet = BooleanField(_("Accessible toilet"))
    quiet_room = BooleanField(_("Quiet room"))

    def validate_address(self, field: Any) -> None:
        if not field.data and not self.online.data:
            raise ValidationError(str(_("Write the address, or say that it is online.")))


class Beginning:
    """What is only asked for a new class. Its course stays; its places change through enrolment.

    It stands first, because a page names its mistakes in the order of the fields.
    """

    course_id = PickField(_("Course"), coerce=number_or_none, ask=_("Choose a course."))
    capacity = WholeField(_("Places"), least=1, most=MOST_PLACES)


class RoomForm(Form):
    """A plan that may find others in the room: they are shown, and then a tick goes on."""

    others: Sequence[InTheRoom] = ()
    share_room = BooleanField(_("Both fit in the room. Go on."))


class ClassForm(RoomForm):
    """A class as it is planned."""

    term_id = PickField(_("Term"), coerce=number_or_none)
    venue_id = PickField(_("Venue"), coerce=number_or_none, ask=_("Choose a venue."))
    room = line_field(_("Room"), 100)
    format = PickField(_("How people take part"), choices=options(choices.FORMATS))
    setting = PickField(_("Setting"), choices=options(choices.SETTINGS))
    joining_link = line_field(_("Joining link"), 300)
    enrol_from = DayField(_("First day to ask for a place"))
    enrol_until = DayField(_("Last day to ask for a place"))
    lot_until = DayField(_("Gather wishes until this day, then draw lots"))
    note = text_field(_("Good to know"))

    def validate_joining_link(self, field: Any) -> None:
        if field.data and not field.data.startswith(("https://", "http://")):
            raise ValidationError(str(_("Write the whole link. It begins with https://.")))
        if any(letter.isspace() for letter in field.data):
            raise ValidationError(str(_("Write the link without any space.")))

    def validate_enrol_until(self, field: Any) -> None:
        not_before(
            field, self.enrol_from.data, _("Choose a last day that is not before the first day.")
        )


class NewClassForm(Beginning, ClassForm):
    """A class from its beginning."""


class CapacityForm(Form):
    capacity = WholeField(_("How many places"), least=0, most=MOST_PLACES)


class DateForm(RoomForm):
    day = DayField(_("Day"), [Given(_("Choose the day."))])
    starts = ClockField(_("Starts at"), [Given(_("Write when it starts."))])
    ends = ClockField(_("Ends at"), [Given(_("Write when it ends."))])
    zone: ZoneInfo | None = None  # whose clock it is planned by, when not the college's

    def validate_starts(self, field: Any) -> None:
        """Beside the field where it can be: a time that no clock shows on that day."""
        if not (field.data and self.day.data):
            return
        try:
            check_shown(self.day.data, field.data, self.zone or zone())
        except Refused as refusal:
            raise ValidationError(say(refusal)) from None

    def validate_ends(self, field: Any) -> None:
        self.validate_starts(field)
        if field.data and self.starts.data and field.data <= self.starts.data:
            raise ValidationError(str(_("Choose an end that is later than the start.")))


class DatesForm(DateForm):
    """One date, or the same time every week."""

    how_many = WholeField(_("How many weeks"), least=1, most=MOST_WEEKS)
    skipping = text_field(_("Weeks without a class"), most=600)

    def validate_skipping(self, field: Any) -> None:
        for line in self._lines():
            if read_day(line) is None:
                raise ValidationError(str(_("Write each day like this: 14/01/2026.")))

    def days_off(self) -> set[date]:
        """One day of every week that is left out."""
        return {day for line in self._lines() if (day := read_day(line))}

    def _lines(self) -> list[str]:
        typed = (self.skipping.data or "").replace(",", "\n").splitlines()
        return [line.strip() for line in typed if line.strip()]


class MemberForm(Form):
    perspective = RadioField(
        _("Perspective"),
        choices=options(choices.PERSPECTIVES),
        validators=[Given(_("Choose a perspective."))],
        validate_choice=False,
    )
    lead = BooleanField(_("Leads the class"))
    reason = line_field(_("Reason for the exception"), 300)

    def validate_perspective(self, field: Any) -> None:
        if field.data not in dict(choices.PERSPECTIVES):
            raise ValidationError(str(_("Choose a perspective.")))


class ReasonForm(Form):
    """A manager's reason for an exception; empty from everyone else."""

    reason = line_field(_("Reason for the exception"), 300)
