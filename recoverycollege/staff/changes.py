"""What the office types about a person, handed to the steps of the room that owns it."""

from __future__ import annotations

from datetime import datetime

from flask_babel import get_locale

from recoverycollege.accounts.models import Person
from recoverycollege.accounts.services import office, people
from recoverycollege.staff.forms.people import CallerForm, EditForm, country


def add_caller(form: CallerForm, *, now: datetime) -> Person:
    """Someone new, who is speaking with us. Raises `Refused`."""
    return office.add_caller(
        name=form.name.data,
        contact_by=form.contact_by.data,
        value=form.value,
        country=country(),
        language=form.language.data if form.language else str(get_locale() or "en"),
        message_ok=form.message_ok.data,
        needs=form.needs.data,
        needs_for=form.needs_for.data,
        channel=form.channel.data,
        agreed_at=form.agreed_at,
        now=now,
    )


def put_right(person: Person, form: EditForm, *, by_id: int, now: datetime) -> None:
    """Changed details. What is typed here was heard from the person. Raises `Refused`."""
    people.change_details(
        person,
        name=form.name.data,
        message_ok=form.message_ok.data,
        call_if_missed=form.call_if_missed.data,
        envelope_name=form.envelope_name.data,
        language=form.language.data if form.language else None,
        now=now,
        by_id=by_id,
    )
    people.change_contact(
        person,
        form.contact_by.data,
        form.value,
        now=now,
        country=country(),
        verified=True,
        by_id=by_id,
    )
    people.set_need(person.id, form.needs.data, form.needs_for.data, now)
