"""What is said about a draft: comments, questions that are answered, disagreements that are settled
on the page with the reason."""

from __future__ import annotations

from datetime import datetime

from recoverycollege import history
from recoverycollege.catalogue.models import DesignNote
from recoverycollege.catalogue.queries.designs import note_of
from recoverycollege.catalogue.rules import codesign as rules
from recoverycollege.catalogue.services.designs import NotTheirs, theirs
from recoverycollege.database import db
from recoverycollege.refusals import N_, Refused


def say(
    design_id: int, person_id: int, *, section: str, kind: str, words: str, now: datetime
) -> DesignNote:
    """A comment, a question or a disagreement about a section. A round that was agreed is open
    again as soon as somebody asks or disagrees."""
    design, _found = theirs(design_id, person_id)
    rules.check_runs(design.state)
    note = DesignNote(
        design_id=design_id,
        section=section,
        kind=kind,
        words=words,
        by_id=person_id,
        at=now,
        text_version=design.text_version,
    )
    db.session.add(note)
    db.session.flush()
    if kind != "comment" and design.state == "agreed":
        for one in design.designers:
            one.signed_version = one.signed_at = None
        design.state, design.agreed_at = "open", None
    history.record(
        "design.said", "design", design_id, actor_id=person_id, section=section, kind=kind
    )
    return note


def close(
    design_id: int, note_id: int, person_id: int, *, answer: str, reason: str = "", now: datetime
) -> DesignNote:
    """A question is answered, or a disagreement settled: what was decided, and why. Raises
    `Refused` where somebody else was first, `NotTheirs` for a note of another round."""
    design, _found = theirs(design_id, person_id)
    rules.check_runs(design.state)
    note = note_of(design_id, note_id)
    if note is None or note.kind not in ("question", "disagreement"):
        raise NotTheirs
    if note.closed_at is not None:
        raise Refused(N_("Someone else has settled this already. Please look at what they wrote."))
    note.answer, note.reason, note.closed_by_id, note.closed_at = answer, reason, person_id, now
    history.record(
        "design.settled", "design", design_id, actor_id=person_id, kind=note.kind, note=note_id
    )
    return note
