"""The shape of what is typed into the pages of accounts; what it means is decided elsewhere."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    EmailField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length

from recoverycollege.forms import Form

TOO_LONG = _("Please shorten this a little.")


class SignInForm(Form):
    email = EmailField(
        _("Your e-mail address"),
        [InputRequired(_("Write the e-mail address you gave us.")), Length(max=254)],
    )
    password = PasswordField(_("Your password"), [Length(max=200, message=TOO_LONG)])


class CodeForm(Form):
    code = StringField(
        _("Your code"),
        [InputRequired(_("Write the six digits from the letter.")), Length(max=40)],
    )


class DetailsForm(Form):
    name = StringField(
        _("What shall we call you?"),
        [
            InputRequired(_("Write the name you would like us to use.")),
            Length(max=100, message=_("Please use a shorter name, up to 100 letters.")),
        ],
    )
    envelope_name = StringField(
        _("The name on envelopes"),
        [Length(max=100, message=_("Please use a shorter name, up to 100 letters."))],
    )
    message_ok = BooleanField(_("You may leave a message when I do not pick up"))
    call_if_missed = BooleanField(_("Give me a friendly call when I miss a session"))
    language = SelectField(_("The language we write in"))


class ReachForm(Form):
    contact_by = RadioField(
        _("How should we reach you?"), [InputRequired(_("Choose how we should reach you."))]
    )
    email = EmailField(_("E-mail address"), [Length(max=254, message=TOO_LONG)])
    phone = TelField(_("Phone number"), [Length(max=40, message=TOO_LONG)])
    address = TextAreaField(_("Postal address"), [Length(max=400, message=TOO_LONG)])

    def chosen(self) -> tuple[str, str]:
        """The name of the chosen route's field, and what was typed there."""
        fields = {"email": "email", "letter": "address"}
        name = fields.get(self.contact_by.data, "phone")
        return name, self[name].data or ""


class NeedForm(Form):
    needs = TextAreaField(_("What would help you take part?"), [Length(max=4000, message=TOO_LONG)])
    told_to = RadioField(
        _("Who may know?"),
        choices=[
            SelectChoice("office", _("Only the office")),
            SelectChoice("team", _("The office and those who teach my classes")),
        ],
        default="office",
    )


class PasswordForm(Form):
    password = PasswordField(
        _("Your new password"),
        [
            Length(min=10, message=_("Please use at least 10 letters or digits.")),
            Length(max=200, message=TOO_LONG),
        ],
    )
