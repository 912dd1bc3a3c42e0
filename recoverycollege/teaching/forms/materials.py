"""Files and links for a class."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import (
    RadioField,
    StringField,
)
from wtforms.validators import DataRequired, Length

from recoverycollege.classes.rules.materials import LONGEST_TITLE, LONGEST_URL
from recoverycollege.forms import Form, one_of_these

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
