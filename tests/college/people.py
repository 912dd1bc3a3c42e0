"""People, and how they are reached."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from recoverycollege import clock
from recoverycollege.accounts.models import AccessNeed, Charter, Consent, Contact, Person, Role
from recoverycollege.accounts.rules import address_key, email_key, phone_key
from recoverycollege.classes.models import CoTeacher
from recoverycollege.database import db
from recoverycollege.text import fold
from tests.college.rows import Rows, slug

CONTACT_BY = {"email": "email", "phone": "phone", "address": "letter"}


class People(Rows):
    """Makes people, and what is known of them."""

    def person(
        self,
        name: str = "",
        *,
        email: str | None = None,
        phone: str | None = None,
        address: str | None = None,
        roles: Iterable[str] = (),
        confirmed: bool = True,
        agreed: bool = True,
        needs: str = "",
        told_to: str = "office",
        **columns: Any,
    ) -> Person:
        """Someone who was reached and agreed to the charter; by e-mail unless told otherwise."""
        name, now = name or f"Sam Field {self._next()}", clock.now()
        if email is None and phone is None and address is None:
            email = f"{slug(name)}@mail.example"
        reach = {"email": email, "phone": phone, "address": address}
        given = {kind: value for kind, value in reach.items() if value is not None}
        values: dict[str, Any] = {"contact_by": CONTACT_BY[next(iter(given))]} | columns
        row = Person(name=name, folded_name=fold(name), created_at=now, **values)
        row.confirmed_at = now if confirmed else None
        row.contacts = [_contact(kind, value, confirmed) for kind, value in given.items()]
        self._add(row)
        for role in roles:
            db.session.add(Role(person_id=row.id, name=role, given_at=now))
        if needs:
            db.session.add(
                AccessNeed(person_id=row.id, words=needs, told_to=told_to, changed_at=now)
            )
        if agreed:
            self.agree(row)
        db.session.commit()
        return row

    def co_teacher(self, person: Person, *sides: str, **columns: Any) -> CoTeacher:
        """Says from which sides someone teaches."""
        values = {side: side in sides for side in ("peer", "practitioner", "relative")}
        values |= {"wants_letters": False, "added_at": clock.now()} | columns
        return self._add(CoTeacher(person_id=person.id, **values))

    def office(self, name: str = "Olive Desk") -> Person:
        return self.person(name, roles=["office"])

    def manager(self, name: str = "Mina Lead") -> Person:
        return self.person(name, roles=["manager"])

    def charter(self, version: int = 1) -> Charter:
        found = db.session.get(Charter, version)
        words = "We are kind to each other, and keep what we hear to ourselves."
        return found or self._add(
            Charter(
                version=version, title="Our charter", words=words, in_force_from=date(2025, 1, 1)
            )
        )

    def agree(self, person: Person) -> Consent:
        version = self.charter().version
        return self._add(
            Consent(
                person_id=person.id,
                kind="charter",
                version=version,
                channel="web",
                given_at=clock.now(),
            )
        )


def _contact(kind: str, value: str, confirmed: bool) -> Contact:
    keys = {"email": email_key, "phone": lambda v: phone_key(v, "GB"), "address": address_key}
    now = clock.now()
    return Contact(
        kind=kind,
        value=value,
        key=keys[kind](value) or "",
        created_at=now,
        verified_at=now if confirmed else None,
    )
