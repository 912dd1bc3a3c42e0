"""The shape of what is asked when someone saves a place."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    EmailField,
    RadioField,
    StringField,
    TelField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length

from recoverycollege.accounts.rules import email_key, phone_key

ROUTES = {
    "email": _("E-mail"),
    "text": _("Text message"),
    "phone": _("Phone call"),
    "letter": _("Letter"),
}


class PressForm(FlaskForm):
    """A button and nothing else."""


class CodeForm(FlaskForm):
    code = StringField(_("The six numbers from the letter"))


class AskForm(FlaskForm):
    """First how to reach you, then only what that route needs."""

    contact_by = RadioField(
        _("How should we get in touch?"),
        validators=[InputRequired(_("Choose how we should get in touch"))],
    )
    email = EmailField(_("E-mail address"))
    phone = TelField(_("Phone number"))
    address = TextAreaField(_("Postal address"))
    name = StringField(
        _("What would you like us to call you?"),
        validators=[
            InputRequired(_("Tell us what you would like us to call you")),
            Length(max=100, message=_("Please give us a shorter name, up to 100 letters")),
        ],
    )
    message_ok = BooleanField(_("You may leave a message if I do not answer"))
    needs = TextAreaField(
        _("Is there anything that would help you take part?"),
        validators=[Length(max=2000, message=_("Please shorten this a little"))],
    )
    needs_for = RadioField(
        _("Who may know about it?"),
        choices=[("office", _("Only the college office")), ("team", _("The people who teach too"))],
        default="office",
    )
    charter = BooleanField(
        _("I agree to the charter"),
        validators=[InputRequired(_("Tick the box if you agree to the charter"))],
    )

    def __init__(self, *args: object, routes: list[str], country: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.country = country
        self.contact_by.choices = [(route, ROUTES[route]) for route in routes]

    @property
    def value(self) -> str:
        """What was typed for the chosen route."""
        fields = {"email": self.email, "letter": self.address}
        chosen = fields.get(self.contact_by.data, self.phone)
        return (chosen.data or "").strip()

    def validate_email(self, field: EmailField) -> None:
        if self.contact_by.data == "email" and not email_key(field.data or ""):
            raise ValidationError(_("Enter an e-mail address we can write to, like name@mail.com"))

    def validate_phone(self, field: TelField) -> None:
        by_phone = self.contact_by.data in {"phone", "text"}
        if by_phone and not phone_key(field.data or "", self.country):
            raise ValidationError(_("Enter a phone number we can ring, with its area code"))

    def validate_address(self, field: TextAreaField) -> None:
        words = (field.data or "").strip()
        if self.contact_by.data == "letter" and not 8 <= len(words) <= 400:
            raise ValidationError(_("Enter the whole address, as on an envelope"))
