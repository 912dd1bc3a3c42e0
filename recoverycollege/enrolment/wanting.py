"""The part of the asking form that says whom someone brings, and how they wait."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField

from recoverycollege.enrolment.rules.wishes import NOTICES, Want
from recoverycollege.forms import Form, one_of_these

PARTIES = {
    "": _("Just me"),
    "supporter": _("Me and a supporter"),
    "friend": _("Me and a friend: both of us, or neither"),
    "either": _("Me and a friend: either of us may come alone"),
}
WAYS = {
    "": _("Ask me first"),
    "2": _("Save it for me, if there are 2 days or more to go"),
    "7": _("Save it for me, if there is a week or more to go"),
    "14": _("Save it for me, if there are 2 weeks or more to go"),
}
assert [int(days) for days in WAYS if days] == list(NOTICES)


class WantForm(Form):
    """Every part may be left as it is: just me, this date, ask me first."""

    party = RadioField(
        _("Who would like to come?"),
        choices=list(PARTIES.items()),
        default="",
        validators=[one_of_these],
        validate_choice=False,
    )
    auto = RadioField(
        _("When a place comes free"),
        choices=list(WAYS.items()),
        default="",
        validators=[one_of_these],
        validate_choice=False,
    )
    any_class = BooleanField(_("Any date of this course would suit me"))

    @property
    def want(self) -> Want:
        party = self.party.data or ""
        return Want(
            with_whom="friend" if party == "either" else party,
            together=party != "either",
            auto_days=int(self.auto.data) if self.auto.data else None,
            any_class=bool(self.any_class.data),
        )
