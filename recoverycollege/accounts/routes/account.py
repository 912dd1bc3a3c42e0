"""The account: who you are, how we reach you, what would help you."""

from __future__ import annotations

from flask import abort, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from recoverycollege.accounts import rules
from recoverycollege.accounts.blueprint import accounts
from recoverycollege.accounts.models import Person
from recoverycollege.accounts.queries import charter_agreed_on, need_of
from recoverycollege.database import db
from recoverycollege.guards import audience


@accounts.get("")
@audience("own")
def account() -> ResponseReturnValue:
    person = me()
    contact = person.reach(rules.CONTACT_KINDS[person.contact_by])
    return render_template(
        "accounts/account.html",
        person=person,
        reached_at=contact.value if contact else "",
        need=need_of(person.id),
        charter_agreed_on=charter_agreed_on(person.id),
    )


def me(*, lock: bool = False) -> Person:
    """The person who is signed in, as a row."""
    person = db.session.get(Person, current_user.person_id, with_for_update=lock or None)
    if person is None:
        abort(404)
    return person
