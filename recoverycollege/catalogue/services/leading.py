"""The lead of a round passes to someone else who writes in it, by their own yes."""

from __future__ import annotations

from datetime import datetime

from recoverycollege import history
from recoverycollege.catalogue.models import CourseDesign, Designer
from recoverycollege.catalogue.rules.codesign import check_runs
from recoverycollege.catalogue.services.designs import NotTheirs, locked, theirs
from recoverycollege.catalogue.services.telling import tell


def ask_to_lead(design_id: int, designer_id: int, *, now: datetime, by_id: int) -> None:
    """Asks someone who writes here to lead, by letter; until they say yes nothing changes. Asking
    someone else instead ends the question to the one before. Raises `Refused`."""
    design = locked(design_id)
    check_runs(design.state)
    asked = next((one for one in design.designers if one.id == designer_id), None)
    if asked is None or asked.joined_at is None or asked.person.erased_at is not None:
        raise NotTheirs
    if asked.lead or asked.lead_asked_at is not None:
        return
    for one in design.designers:
        one.lead_asked_at = None
    asked.lead_asked_at = now
    tell(asked.person, "design_lead", now=now, designer_id=asked.id)
    _note("design.lead_asked", design, asked, by_id)


def answer_to_lead(design_id: int, person_id: int, *, yes: bool) -> bool:
    """Whoever was asked says yes or no. Returns whether they lead now. Raises `Refused`."""
    design, mine = theirs(design_id, person_id)
    check_runs(design.state)
    if mine.lead_asked_at is None:
        return mine.lead
    mine.lead_asked_at = None
    if yes:
        for one in design.designers:
            one.lead = one is mine
    _note("design.lead_taken" if yes else "design.lead_declined", design, mine, person_id)
    return mine.lead


def _note(action: str, design: CourseDesign, about: Designer, by_id: int) -> None:
    person_id = about.person_id
    history.record(action, "design", design.id, actor_id=by_id, person_id=person_id)
