"""People: adding them, knowing them again, changing and erasing what is held about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select, update

from recoverycollege import history, letters, personal
from recoverycollege.accounts import rules
from recoverycollege.accounts.models import AccessNeed, Consent, Contact, Person
from recoverycollege.accounts.queries import charter_in_force, current_contact, has_agreed, need_of
from recoverycollege.database import db
from recoverycollege.refusals import N_, Refused
from recoverycollege.text import fold

__all__ = [
    "add_person",
    "agree_to_charter",
    "change_contact",
    "change_details",
    "confirm_contact",
    "erase_person",
    "has_agreed",
    "known_person",
    "purge_unconfirmed",
    "set_need",
]

UNCONFIRMED_FOR = timedelta(days=3)
NOT_A_CONTACT = {
    "email": N_("This does not look like an e-mail address. It has an @ in the middle."),
    "phone": N_("This does not look like a phone number. Please check the digits."),
    "address": N_("Please write the address as it would stand on an envelope."),
}


def _key(contact_by: str, value: str, country: str) -> tuple[str, str]:
    """A contact's kind and key. Raises `Refused` when the value is not such a contact."""
    kind = rules.CONTACT_KINDS[contact_by]
    key = rules.contact_key(kind, value, country)
    if key is None:
        raise Refused(NOT_A_CONTACT[kind])
    return kind, key


def add_person(
    *,
    name: str,
    contact_by: str,
    value: str,
    now: datetime,
    country: str = "GB",
    language: str = "en",
    message_ok: bool = False,
    confirmed: bool = False,
) -> Person:
    """A new person with one contact. Raises `Refused` when `value` is not such a contact."""
    kind, key = _key(contact_by, value, country)
    verified_at = now if confirmed else None
    person = Person(
        name=name.strip(),
        folded_name=fold(name)[:200],
        contact_by=contact_by,
        language=language,
        message_ok=message_ok,
        created_at=now,
        confirmed_at=verified_at,
        contacts=[
            Contact(
                kind=kind, value=value.strip(), key=key, verified_at=verified_at, created_at=now
            )
        ],
    )
    db.session.add(person)
    db.session.flush()
    return person


def known_person(contact_by: str, value: str, name: str, *, country: str = "GB") -> Person | None:
    """The person with this contact *and* this name. Sharing a mailbox is not being the same."""
    kind, key = _key(contact_by, value, country)
    return db.session.scalar(
        select(Person)
        .join(Contact)
        .where(current_contact(kind, key), Person.folded_name == fold(name)[:200])
        .order_by(Person.confirmed_at.is_(None), Person.id)
        .limit(1)
    )


def change_details(
    person: Person,
    *,
    name: str,
    message_ok: bool,
    call_if_missed: bool,
    now: datetime,
    by_id: int | None,
    language: str | None = None,
    envelope_name: str | None = None,
) -> None:
    """Changes what a person is called and how they like to be treated."""
    person.name, person.folded_name = name.strip(), fold(name)[:200]
    person.message_ok, person.call_if_missed = message_ok, call_if_missed
    person.language = language or person.language
    if envelope_name is not None:
        person.envelope_name = envelope_name.strip()
    history.record("person.changed", "person", person.id, actor_id=by_id, person_id=person.id)


def change_contact(
    person: Person,
    contact_by: str,
    value: str,
    *,
    now: datetime,
    country: str = "GB",
    verified: bool = False,
    by_id: int | None = None,
) -> Contact:
    """Sets the way to reach a person. Raises `Refused` when `value` is not such a contact.

    A new e-mail address that is not `verified` stands beside the old one, and is used for
    nothing, until `confirm_contact`; everything else holds at once.
    """
    kind, key = _key(contact_by, value, country)
    contact = next(
        (c for c in person.contacts if (c.kind, c.key) == (kind, key) and not c.replaced_at), None
    )
    if contact is None:
        contact = Contact(person=person, kind=kind, value=value.strip(), key=key, created_at=now)
        db.session.add(contact)
        db.session.flush()
    contact.value = value.strip()
    if kind != "email" or verified or contact.verified_at:
        person.contact_by = contact_by
        confirm_contact(contact, now, by_id=by_id)
    return contact


def confirm_contact(contact: Contact, now: datetime, *, by_id: int | None = None) -> None:
    """The person was reached there. An older contact of the kind is replaced, and told so."""
    person = contact.person
    contact.verified_at = contact.verified_at or now
    person.confirmed_at = person.confirmed_at or now
    for old in person.contacts:
        if old is contact or old.kind != contact.kind or old.replaced_at:
            continue
        if old.kind == "email" and old.verified_at:
            letters.post("address_changed", person.id, contact_id=old.id)
        old.replaced_at = now
        history.record(
            "contact.changed", "contact", contact.id, actor_id=by_id, person_id=person.id
        )


def set_need(
    person_id: int, words: str, told_to: str, now: datetime, *, is_new: bool = False
) -> None:
    """What would help a person take part, and who may know; no words: forget it. Of someone
    who `is_new` nothing is held yet."""
    need = None if is_new else need_of(person_id)
    if not words.strip():
        if need:
            db.session.delete(need)
        return
    if need is None:
        need = AccessNeed(person_id=person_id)
        db.session.add(need)
    need.words, need.told_to, need.changed_at = words.strip(), told_to, now


def add_need(person_id: int, words: str | None, told_to: str, now: datetime) -> None:
    """What would help someone, beside what is known already."""
    if not (words or "").strip():
        return
    known = need_of(person_id)
    both = f"{known.words}\n{words}" if known else words or ""
    set_need(person_id, both, told_to, now)


def agree_to_charter(person_id: int, channel: str, now: datetime, *, is_new: bool = False) -> None:
    """Notes that a person agreed to the charter as it stands now; once is enough."""
    if is_new or not has_agreed(person_id):
        db.session.add(
            Consent(
                person_id=person_id,
                kind="charter",
                version=charter_in_force(),
                channel=channel,
                given_at=now,
            )
        )


def erase_person(
    person_id: int,
    now: datetime,
    by_id: int | None,
    *,
    registry: Mapping[str, personal.Held],
    before: Iterable[Callable[[int, datetime], None]] = (),
) -> None:
    """Erases a person. `before`: what rooms must do first, such as giving a place to the next."""
    for act in before:
        act(person_id, now)
    db.session.flush()
    personal.erase(registry, db.session(), person_id)
    db.session.execute(update(Person).where(Person.id == person_id).values(erased_at=now))
    history.record("person.erased", "person", person_id, actor_id=by_id, person_id=person_id)
    db.session.flush()
    db.session.expire_all()


def purge_unconfirmed(
    now: datetime,
    still_needed: Callable[[ColumnElement[int], datetime], ColumnElement[bool]],
    registry: Mapping[str, personal.Held],
    limit: int = 200,
) -> int:
    """Erases people who asked for something three days ago and were never reached.

    `still_needed(person_id_column, now)`: an upper room's SQL for who must stay nevertheless.
    """
    ids = db.session.scalars(
        select(Person.id)
        .where(Person.confirmed_at.is_(None), Person.erased_at.is_(None))
        .where(Person.created_at < now - UNCONFIRMED_FOR)
        .where(~still_needed(Person.__table__.c.id, now))
        .order_by(Person.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    for person_id in ids:
        erase_person(person_id, now, None, registry=registry)
    return len(ids)
