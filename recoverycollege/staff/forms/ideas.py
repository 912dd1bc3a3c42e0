"""Answering an idea for a course, and putting what came of it in the catalogue."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from recoverycollege.forms import Form
from recoverycollege.staff import choices
from recoverycollege.staff.forms.fields import (
    DayField,
    Given,
    PickField,
    line_field,
    number_or_none,
    options,
    text_field,
)


class TakeUpForm(Form):
    """What the course is called at first, where it will stand, and how long it is written."""

    title = line_field(_("Title"), 120, _("Give the course a title."))
    strand_id = PickField(
        _("Part of the catalogue"),
        coerce=number_or_none,
        ask=_("Choose a part of the catalogue."),
    )
    kind = PickField(_("Kind"), choices=options(choices.KINDS))
    until = DayField(_("Written together until"), [Given(_("Choose a day."))])


class NotNowForm(Form):
    answer = text_field(
        _("Why not now?"), _("Please write a few kind words. They read them in their letter.")
    )


class PublishForm(Form):
    """When the course comes back to be looked at; and why, if it is not agreed."""

    review_on = DayField(_("Look at it again on"), [Given(_("Choose a day."))])
    reason = text_field(_("Why it goes in before it is agreed"))
