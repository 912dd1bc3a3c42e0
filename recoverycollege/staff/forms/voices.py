"""Forms about what people say in their own words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from recoverycollege.forms import Form
from recoverycollege.staff.forms.fields import (
    DayField,
    Given,
    PickField,
    WholeField,
    line_field,
    number_or_none,
    text_field,
)


class ThemeForm(Form):
    """Something that several people write about."""

    name = line_field(_("A new theme"), 60, _("Give the theme a name."))


class ReadersForm(Form):
    """Who reads texts soon after they were written, and when."""

    reader_id = PickField(
        _("Who reads"), coerce=number_or_none, ask=_("Choose who reads. They work in the office.")
    )
    deputy_id = PickField(
        _("Who deputises"), coerce=number_or_none, ask=_("Choose who reads when they can't.")
    )
    hours = line_field(
        _("When they read"), 200, _("Say when they read. It is printed beside the box.")
    )
    pass_after = WholeField(
        _("After how many hours it passes to the deputy"), least=1, most=168, default=24
    )


class WhyForm(Form):
    """Why someone's safety needs that it is known who wrote a text."""

    why = text_field(_("Why?"), _("Say why. It is kept with the text."), 1000)


class SaidForm(Form):
    """You said, we did: a short note on a course, and its last day."""

    said = text_field(_("You said …"), _("Write what students said, in a few words."), 300)
    did = text_field(_("We did …"), _("Write what you did about it."), 300)
    until = DayField(_("Shown until"), [Given(_("Choose a day."))])
