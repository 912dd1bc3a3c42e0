"""Who writes in a round: asked in by name and address, taking the lead, leaving, taken out."""

from __future__ import annotations

from datetime import datetime

from recoverycollege import history
from recoverycollege.accounts.services.people import known_person
from recoverycollege.catalogue.models import CourseDesign, Designer
from recoverycollege.catalogue.rules import codesign as rules
from recoverycollege.catalogue.services.designs import NotTheirs, designer, invite, locked, theirs
from recoverycollege.database import db
from recoverycollege.refusals import N_, Refused


def ask_in(
    design_id: int, name: str, email: str, *, country: str, now: datetime, by_id: int
) -> None:
    """Asks in whoever we know by this name and address; of a round that is over nobody is looked
    up, so that it never tells whom we know. Raises `Refused`."""
    rules.check_runs(locked(design_id).state)
    person = known_person("email", email, name, country=country)
    if person is not None:
        invite(design_id, person, now=now, by_id=by_id)


def take_lead(design_id: int, person_id: int) -> None:
    """Someone who writes leads, where nobody does. Raises `Refused`."""
    design, found = theirs(design_id, person_id)
    rules.check_runs(design.state)
    if found.lead:
        return
    if any(one.lead and one.joined_at for one in design.designers):
        raise Refused(N_("Someone else leads already. Nothing more to do for you."))
    for one in design.designers:
        one.lead = one is found
    history.record("design.took_lead", "design", design_id, actor_id=person_id)


def leave(design_id: int, person_id: int) -> None:
    """Someone no longer writes: their words stay, their signature goes with them. Raises
    `Refused`."""
    design, found = theirs(design_id, person_id)
    rules.check_runs(design.state)
    _without(design, found)
    history.record("design.left", "design", design_id, actor_id=person_id, person_id=person_id)


def take_out(design_id: int, person_id: int, reason: str, *, by_id: int) -> None:
    """The office takes someone out, with the reason. Raises `Refused`."""
    design, found = locked(design_id), designer(design_id, person_id)
    rules.check_runs(design.state)
    if found is None:
        raise NotTheirs
    _without(design, found)
    history.record(
        "design.taken_out",
        "design",
        design_id,
        actor_id=by_id,
        person_id=person_id,
        exception=reason,
    )


def _without(design: CourseDesign, found: Designer) -> None:
    """A round that was agreed with their signature is open again."""
    if found.signed_version == design.text_version and design.state == "agreed":
        design.state, design.agreed_at = "open", None
    db.session.delete(found)
