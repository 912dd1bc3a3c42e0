"""Reading about people."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, exists, func, or_, select
from sqlalchemy.orm import selectinload

from recoverycollege.accounts.models import (
    AccessNeed,
    Charter,
    Consent,
    Contact,
    Person,
    SignedIn,
)
from recoverycollege.accounts.rules import email_key, phone_key
from recoverycollege.database import LARGEST_ID, db
from recoverycollege.text import fold


def current_contact(kind: str, key: str) -> ColumnElement[bool]:
    """SQL: a contact in use with this key, of somebody still here. A new address that someone
    who is known has not confirmed yet counts for nothing: it may be mistyped, and a stranger's."""
    return and_(
        Contact.kind == kind,
        Contact.key == key,
        Contact.replaced_at.is_(None),
        or_(Contact.verified_at.is_not(None), Person.confirmed_at.is_(None)),
        Person.erased_at.is_(None),
    )


def person_at(email: str) -> list[Person]:
    """Everyone who is reached at this e-mail address; often one, sometimes a household."""
    key = email_key(email)
    if key is None:
        return []
    there = select(Contact.person_id).join(Person).where(current_contact("email", key))
    query = select(Person).where(Person.id.in_(there)).options(selectinload(Person.contacts))
    return list(
        db.session.scalars(query.order_by(Person.confirmed_at.is_(None), Person.id).limit(12))
    )


def people_named(who: str, country: str) -> list[Person]:
    """Who is meant by an id, an e-mail address or a phone number; several may share the last."""
    if who.isdecimal() and int(who) <= LARGEST_ID:
        person = db.session.get(Person, int(who))
        if person is not None and person.erased_at is None:
            return [person]
    key = email_key(who) or phone_key(who, country)
    query = (
        select(Person)
        .join(Contact)
        .where(Contact.key == (key or ""), Contact.replaced_at.is_(None))
        .where(Person.erased_at.is_(None))
    )
    return list(db.session.scalars(query.order_by(Person.id).distinct()))


def find_people(text: str, limit: int = 50) -> list[Person]:
    """People by part of a name, number or address, or by their id."""
    names = fold(text).split()
    if not names:
        return []
    typed = text.strip().casefold()
    digits = re.sub(r"[^0-9]", "", typed)
    ways: list[ColumnElement[bool]] = [
        and_(*(Person.folded_name.contains(word, autoescape=True) for word in names)),
        _reached(Contact.key.contains(typed, autoescape=True)),
        _reached(Contact.kind == "address", Contact.key.contains(" ".join(names), autoescape=True)),
    ]
    if len(digits) >= 3:
        ways.append(_reached(Contact.kind == "phone", Contact.key.contains(digits.lstrip("0"))))
    if typed.isdecimal() and int(typed) <= LARGEST_ID:
        ways.append(Person.id == int(typed))
    return list(
        db.session.scalars(
            select(Person)
            .where(Person.erased_at.is_(None), or_(*ways))
            .options(selectinload(Person.contacts))
            .order_by(Person.folded_name, Person.id)
            .limit(limit)
        )
    )


def _reached(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(
        Contact.person_id == Person.id, Contact.replaced_at.is_(None), *conditions
    )


def own_way() -> ScalarSelect[str]:
    """SQL: the contact that belongs to the way a person chose; the newest, never a replaced one."""
    kind = case((Person.contact_by == "letter", "address"), else_=Person.contact_by)
    kind = case((Person.contact_by == "text", "phone"), else_=kind)
    query = select(Contact.value).where(
        Contact.person_id == Person.id, Contact.kind == kind, Contact.replaced_at.is_(None)
    )
    return query.order_by(Contact.id.desc()).limit(1).scalar_subquery()


def charter() -> Charter:
    """The charter in force. Before the college has written one: an empty one, version 0."""
    found = db.session.scalar(
        select(Charter)
        .where(Charter.in_force_from <= func.current_date())
        .order_by(Charter.version.desc())
        .limit(1)
    )
    return found or Charter(version=0, title="", words="", in_force_from=date.min)


def charter_in_force() -> ScalarSelect[int]:
    """SQL: the version of the charter that holds today; 0 before there is one."""
    today = select(func.coalesce(func.max(Charter.version), 0)).where(
        Charter.in_force_from <= func.current_date()
    )
    return today.scalar_subquery()


def has_agreed(person_id: int) -> bool:
    """Whether a person agreed to the charter as it stands now."""
    query = select(Consent.id).where(
        Consent.person_id == person_id,
        Consent.kind == "charter",
        Consent.version >= charter_in_force(),
        Consent.withdrawn_at.is_(None),
    )
    return db.session.scalar(query.limit(1)) is not None


def charter_agreed_on(person_id: int) -> datetime | None:
    """When a person last agreed to the charter."""
    query = select(func.max(Consent.given_at)).where(
        Consent.person_id == person_id, Consent.kind == "charter", Consent.withdrawn_at.is_(None)
    )
    return db.session.scalar(query)


def need_of(person_id: int) -> AccessNeed | None:
    """What would help a person take part."""
    return db.session.scalar(select(AccessNeed).where(AccessNeed.person_id == person_id))


def needs_for_team(person_ids: Collection[int]) -> dict[int, str]:
    """What would help these people, as far as they let the teaching team know."""
    query = select(AccessNeed.person_id, AccessNeed.words).where(
        AccessNeed.person_id.in_(person_ids), AccessNeed.told_to == "team"
    )
    return {row.person_id: row.words for row in db.session.execute(query)}


def sessions_of(person_id: int, now: datetime) -> list[SignedIn]:
    """The browsers in which a person is signed in, the one used last first."""
    query = select(SignedIn).where(
        SignedIn.person_id == person_id, SignedIn.ended_at.is_(None), SignedIn.ends_at > now
    )
    return list(db.session.scalars(query.order_by(SignedIn.last_seen_at.desc(), SignedIn.id)))


def session_of(person_id: int, session_id: int) -> SignedIn | None:
    """One of a person's own sign-ins; None when it is not theirs."""
    query = select(SignedIn).where(SignedIn.person_id == person_id, SignedIn.id == session_id)
    return db.session.scalar(query)


def names_of(person_ids: Collection[int]) -> dict[int, str]:
    """Person → the name they use. One statement, and none for nobody."""
    query = select(Person.id, Person.name).where(Person.id.in_(person_ids))
    return {row[0]: row[1] for row in db.session.execute(query)} if person_ids else {}
