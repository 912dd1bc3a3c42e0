"""How and when someone asked, where it was not on the website; and the charter, read to them."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField
from wtforms.validators import ValidationError

from recoverycollege import clock
from recoverycollege.enrolment.rules.turns import check_received
from recoverycollege.enrolment.rules.wishes import Want, want_of
from recoverycollege.errors import say
from recoverycollege.forms import Form
from recoverycollege.refusals import Refused
from recoverycollege.staff import words
from recoverycollege.staff.forms.choosing import charter_missing, pick_one, spoken_channels
from recoverycollege.staff.forms.fields import ClockField, DayField, text_field
from recoverycollege.wording import zone

MIDDAY = time(12)


class NeedsFields(Form):
    """What would help someone, and who may know."""

    needs = text_field(_("What would help them take part?"))
    needs_for = pick_one(_("Who may know this?"), _("Please choose who may know."), "office")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needs_for.choices = list(words.needs_for().items())


class AskedForm(Form):
    """How they asked, when it reached us, and the charter unless they agreed to it before."""

    channel = pick_one(_("How did they ask?"), _("Please choose how they asked."), "phone")
    received_on = DayField(_("The day it reached us"))
    received_at = ClockField(_("The time"))
    party = pick_one(_("Who would like to come?"), _("Please choose who would like to come."), "")
    auto = pick_one(_("When a place comes free"), _("Please choose what we do then."), "")
    any_class = BooleanField(_("Any date of this course would suit them"))
    charter = BooleanField(_("I read the charter out and they agree, or it is signed on the paper"))
    agreed = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.channel.choices = spoken_channels()
        self.party.choices = list(words.parties().items())
        self.auto.choices = list(words.ways_to_wait().items())

    def validate_charter(self, field: BooleanField) -> None:
        if not (self.agreed or field.data):
            raise ValidationError(charter_missing(self.channel.data))

    def validate_received_on(self, field: DayField) -> None:
        try:
            if self.received:
                check_received(self.received, clock.now())
        except Refused as refusal:
            raise ValidationError(say(refusal)) from None

    @property
    def want(self) -> Want:
        return want_of(self.party.data, self.auto.data, self.any_class.data)

    @property
    def agreed_at(self) -> datetime:
        """When they agreed to the charter: on paper, the day the form arrived; else now."""
        on_paper = self.received if self.channel.data == "paper" else None
        return on_paper or clock.now()

    @property
    def received(self) -> datetime | None:
        """When it reached us; None for now. Of a day alone its middle is meant, of today no later
        than now; of a time alone, today."""
        day, at = self.received_on.data, self.received_at.data
        if not day and not at:
            return None
        today, now = clock.today(zone()), clock.now()
        meant = clock.instant(day or today, at or MIDDAY, zone())
        return min(meant, now) if day == today and not at else meant
