"""Who writes in a round: asked in by name and address."""

from __future__ import annotations

from datetime import datetime

from recoverycollege.accounts.services.people import known_person
from recoverycollege.catalogue.rules import codesign as rules
from recoverycollege.catalogue.services.designs import invite, locked


def ask_in(
    design_id: int, name: str, email: str, *, country: str, now: datetime, by_id: int
) -> None:
    """Asks in whoever we know by this name and address; of a round that is over nobody is looked
    up, so that it never tells whom we know. Raises `Refused`."""
    rules.check_runs(locked(design_id).state)
    person = known_person("email", email, name, country=country)
    if person is not None:
        invite(design_id, person, now=now, by_id=by_id)
