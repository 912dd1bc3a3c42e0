"""The part of the asking form that says whom someone brings, and how they wait."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField

from recoverycollege.enrolment.rules.wishes import PARTIES, WAYS, Want, want_of
from recoverycollege.forms import Form, one_of_these


class WantForm(Form):
    """Every part may be left as it is: just me, this date, ask me first."""

    party = RadioField(
        _("Who would like to come?"),
        choices=[(key, _(words)) for key, words in PARTIES.items()],
        default="",
        validators=[one_of_these],
        validate_choice=False,
    )
    auto = RadioField(
        _("When a place comes free"),
        choices=[(key, _(words)) for key, words in WAYS.items()],
        default="",
        validators=[one_of_these],
        validate_choice=False,
    )
    any_class = BooleanField(_("Any date of this course would suit me"))

    @property
    def want(self) -> Want:
        return want_of(self.party.data or "", self.auto.data or "", bool(self.any_class.data))
