"""The shape of what is asked when someone saves a place."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    RadioField,
    StringField,
    TelField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from recoverycollege.accounts.rules import CONTACT_KINDS, contact_key
from recoverycollege.enrolment.wanting import WantForm
from recoverycollege.forms import Form, one_of_these
from recoverycollege.wording import day as day_words

ROUTES = {
    "email": _("E-mail"),
    "text": _("Text message"),
    "phone": _("Phone call"),
    "letter": _("Letter"),
}


class PauseForm(Form):
    """Until when: one of a few days, or another day."""

    until = RadioField(
        _("Until when?"),
        validators=[InputRequired(_("Choose until when")), one_of_these],
        validate_choice=False,
    )
    other = DateField(
        _("Another day"), format=["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"], validators=[Optional()]
    )

    def __init__(self, *args: object, days: list[date], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.until.choices = [(day.isoformat(), day_words(day)) for day in days]
        self.until.choices.append(("other", _("Another day")))

    @property
    def day(self) -> date:
        return (
            self.other.data if self.until.data == "other" else date.fromisoformat(self.until.data)
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """The other day only counts where it was chosen."""
        good = super().validate(extra_validators)
        by_hand = self.until.data == "other"
        self.other.errors = [_("Choose a day, like 24/12/2026")] * (by_hand and not self.other.data)
        return not self.errors if by_hand or self.other.process_errors else good


class CodeForm(Form):
    code = StringField(_("The six numbers from our message"))


class AskForm(WantForm):
    """First how to reach you, then only what that route needs."""

    contact_by = RadioField(
        _("How should we get in touch?"),
        validators=[InputRequired(_("Choose how we should get in touch")), one_of_these],
        validate_choice=False,
    )
    email = EmailField(_("E-mail address"))
    mobile = TelField(_("Mobile phone number"))
    phone = TelField(_("Phone number"))
    address = TextAreaField(_("Postal address"))
    name = StringField(
        _("What would you like us to call you?"),
        validators=[
            DataRequired(_("Tell us what you would like us to call you")),
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
        validators=[one_of_these],
        validate_choice=False,
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
        by_phone = self.phone.data or ""
        chosen = {
            "email": self.email.data,
            "letter": self.address.data,
            "text": self.mobile.data or by_phone,
        }
        return (chosen.get(self.contact_by.data, by_phone) or "").strip()

    @property
    def key(self) -> str:
        """The form in which the chosen contact is compared."""
        kind = CONTACT_KINDS.get(self.contact_by.data, "email")
        return contact_key(kind, self.value, self.country) or ""

    def validate_name(self, field: StringField) -> None:
        """A name of which nothing can be seen would stand in no list."""
        name = (field.data or "").strip()
        if name and not any(c.isprintable() and not c.isspace() for c in name):
            raise ValidationError(_("Tell us what you would like us to call you"))

    def validate_email(self, field: EmailField) -> None:
        if self.contact_by.data == "email" and not self.key:
            raise ValidationError(_("Enter an e-mail address we can write to, like name@mail.com"))

    def validate_mobile(self, field: TelField) -> None:
        if self.contact_by.data == "text" and not self.key:
            raise ValidationError(_("Enter a mobile number we can write to"))

    def validate_phone(self, field: TelField) -> None:
        if self.contact_by.data == "phone" and not self.key:
            raise ValidationError(_("Enter a phone number we can ring, with its area code"))

    def validate_address(self, field: TextAreaField) -> None:
        if self.contact_by.data == "letter" and not (self.key and 8 <= len(self.value) <= 400):
            raise ValidationError(_("Enter the whole address, as on an envelope"))
