"""What the room's letters say, and where any letter goes: looked up when it is sent."""

from __future__ import annotations

from flask import Flask, current_app
from flask_babel import gettext as _

from recoverycollege import clock, letters
from recoverycollege.accounts import rules
from recoverycollege.accounts.models import Contact, Person
from recoverycollege.accounts.services.codes import make_code
from recoverycollege.database import db
from recoverycollege.letters import Letter, Recipient, Words, kinds


def recipient(letter: Letter) -> Recipient | None:
    """Where a letter goes; None when there is nobody to write to (any more)."""
    person = db.session.get(Person, letter.person_id)
    if person is None or person.erased_at:
        return None
    # What someone has just asked for reaches them even when the office has stopped all letters.
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    if person.letters_stopped_at and not kinds.of(app, letter).asked_for:
        return None
    contact = _contact(person, letter.contact_id)
    if contact is None:
        return _no_way(person, letter)
    if contact.person_id != person.id:
        return None
    if contact.kind == "phone":
        if person.contact_by != "text" and letter.contact_id is None:
            return None
        if not app.extensions["settings"].text_url:
            return _no_way(person, letter)
        return Recipient(person.name, "text", contact.key, person.language)
    if contact.kind == "address":
        envelope = person.envelope_name or person.name
        return Recipient(envelope, "paper", contact.value, person.language, called=person.name)
    return Recipient(person.name, "email", contact.value, person.language)


def _no_way(person: Person, letter: Letter) -> Recipient | None:
    """Their own way does not lead to them. Nobody, where it was meant for one address, or where
    they would rather be rung."""
    if letter.contact_id is not None or person.contact_by == "phone":
        return None
    return Recipient(person.name, "none", "", person.language)


def _contact(person: Person, contact_id: int | None) -> Contact | None:
    if contact_id is not None:
        found = db.session.get(Contact, contact_id)
        return found if found and found.kind in {"email", "phone"} else None
    return person.reach(rules.CONTACT_KINDS[person.contact_by])


def register(app: Flask) -> None:
    letters.register_recipients(app, recipient)
    letters.register(
        app,
        "sign_in_code",
        sign_in_code,
        asked_for=True,
        has=("code",),
        must=("code",),
        example=lambda: _code("123456"),
    )
    letters.register(
        app,
        "address_changed",
        address_changed,
        on_paper=False,
        has=("office",),
        example=_changed,
    )


def sign_in_code(letter: Letter) -> Words | None:
    """The code, made now. Nothing when it was used, or asked for so long ago that they left."""
    now = clock.now()
    if letter.created_at < now - rules.LETTER_LIFE:
        return None
    digits = make_code(letter, "sign_in", now)
    return _code(digits) if digits else None


def _code(digits: str) -> Words:
    name = current_app.extensions["settings"].mail_name
    return Words(
        subject=_("Your code from %(name)s", name=name),
        secrets={"code": f"{digits[:3]} {digits[3:]}"},
    )


def address_changed(letter: Letter) -> Words | None:
    """To the old address: from now on the person is written to elsewhere."""
    return _changed()


def _changed() -> Words:
    settings = current_app.extensions["settings"]
    return Words(
        subject=_("Your address with %(name)s has changed", name=settings.mail_name),
        gaps={"office": settings.college_email},
    )
