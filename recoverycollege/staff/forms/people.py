"""Who someone is and how to reach them, as the office types it while they are on the phone."""

from __future__ import annotations

from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, EmailField, StringField, TelField, TextAreaField

from recoverycollege.accounts.rules import CONTACT_KINDS, contact_key
from recoverycollege.forms import Form
from recoverycollege.staff import words
from recoverycollege.staff.forms.asked import AskedForm, NeedsFields
from recoverycollege.staff.forms.choosing import pick_one
from recoverycollege.staff.forms.fields import UpTo, line_field
from recoverycollege.text import fold

FIELD = {"email": "email", "text": "mobile", "phone": "phone", "letter": "address"}
MISSING = {
    "phone": _("Please type their phone number."),
    "text": _("Please type their mobile number."),
    "email": _("Please type their e-mail address."),
    "letter": _("Please type their postal address."),
}
SLIPS = {
    "phone": _("Please check the number: it seems too short or too long."),
    "text": _("Please check the number: it seems too short or too long."),
    "email": _("Please check the e-mail address: it needs an @ and an ending such as .org."),
    "letter": _("Please type the address as it would stand on an envelope."),
}


def country() -> str:
    found: str = current_app.extensions["settings"].country
    return found


def contact_choices() -> list[tuple[str, Any]]:
    """Text messages are offered only where there is a gateway for them."""
    ways = words.contact_ways()
    if not current_app.extensions["settings"].text_url:
        del ways["text"]
    return list(ways.items())


def college_languages() -> list[str]:
    """The languages of the pages and letters, the college's own first."""
    found: list[str] = current_app.extensions["settings"].language_list
    return found


class PersonFields(NeedsFields):
    """The name, the way to be reached, and what would help."""

    name = line_field(
        _("Name to use"), 100, _("Please type a name. Any name they like to be called is fine.")
    )
    contact_by = pick_one(_("How may we reach them?"), _("Please choose one way to reach them."))
    phone = TelField(_("Phone number"), [UpTo(40)])
    mobile = TelField(_("Mobile number"), [UpTo(40)])
    email = EmailField(_("E-mail address"), [UpTo(254)])
    address = TextAreaField(_("Postal address"), [UpTo(350)])
    message_ok = BooleanField(_("We may leave a message"))
    language = pick_one(_("Which language do they like best?"), _("Please choose a language."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contact_by.choices = contact_choices()
        self.language.choices = list(words.languages(college_languages()).items())
        if len(self.language.choices) < 2:
            del self.language

    @property
    def reach(self) -> Any:
        """The field that belongs to the chosen way of being reached."""
        return self[FIELD[self.contact_by.data]]

    @property
    def value(self) -> str:
        return (self.reach.data or "").strip()

    @property
    def kind(self) -> str:
        return CONTACT_KINDS[self.contact_by.data]

    @property
    def key(self) -> str | None:
        """The contact as it is compared; None when it cannot be one."""
        return contact_key(self.kind, self.value, country())

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        if self.contact_by.errors or self.reach.errors or self.key:
            return good
        asked = SLIPS if self.value else MISSING
        self.reach.errors = [str(asked[self.contact_by.data])]
        return False


class CallerForm(PersonFields, AskedForm):
    """Someone new. `looked` says that the office saw who else it might be."""

    looked = StringField()

    @property
    def seen(self) -> str:
        """What was looked for: the contact and the name."""
        return f"{self.key or ''} {fold(self.name.data)}".strip()


class EditForm(PersonFields):
    """What is known of someone, to be put right."""

    envelope_name = line_field(_("Name for the envelope"), 100)
    call_if_missed = BooleanField(_("Ring them when they missed a class"))


class StopForm(Form):
    """Why all letters stop."""

    reason = pick_one(_("Why do we stop?"), _("Please choose a reason."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reason.choices = list(words.stop_reasons().items())
