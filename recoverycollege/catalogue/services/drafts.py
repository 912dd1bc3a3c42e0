"""The draft of a round: its words change, it is read, and it is signed from both sides. Every
change locks the row of the round first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from recoverycollege import history
from recoverycollege.accounts.models import Person
from recoverycollege.accounts.services.tasks import finish_tasks_about
from recoverycollege.catalogue.models import CourseDesign, Designer
from recoverycollege.catalogue.queries.designs import facts_of
from recoverycollege.catalogue.rules import codesign as rules
from recoverycollege.catalogue.rules.texts import Texts, merge
from recoverycollege.catalogue.services.designs import note_about, theirs
from recoverycollege.catalogue.services.telling import tell
from recoverycollege.database import db
from recoverycollege.refusals import N_, Refused


class BothChanged(Refused):
    """Two people changed the same sections at once. `texts`: what the second typed, with the
    newest words wherever they had changed nothing."""

    def __init__(self, texts: Texts, sections: list[str]) -> None:
        self.texts, self.sections = texts, sections
        super().__init__(
            N_(
                "Someone else has changed the same part meanwhile. Yours is still here, and "
                "theirs stands below it. Please make one of both, then save once more."
            )
        )


def say_side(design_id: int, person_id: int, perspective: str) -> None:
    """From where someone speaks; a signature given from elsewhere is taken back by it."""
    design, found = theirs(design_id, person_id)
    rules.check_runs(design.state)
    if found.perspective == perspective:
        return
    had_signed = found.signed_version == design.text_version
    found.perspective, found.signed_version, found.signed_at = perspective, None, None
    if had_signed and design.state == "agreed":
        _reopen(design)


def have_read(design_id: int, person_id: int, version: int, now: datetime) -> None:
    """Someone says that they have read this draft; reading an older one takes nothing back."""
    design, found = theirs(design_id, person_id)
    rules.check_runs(design.state)
    _read(found, min(version, design.text_version), now)


def change_words(
    design_id: int,
    person_id: int,
    texts: Texts,
    *,
    version: int,
    seen: Sequence[str],
    now: datetime,
) -> list[str]:
    """New words of the draft, by anyone who writes in the round; every signature is given up. The
    sections that changed. `seen`: the marks of the words they began from; what they left as it was
    stays as someone else has made it meanwhile. Raises `BothChanged` where that cannot be told."""
    design, found = theirs(design_id, person_id)
    rules.check_runs(design.state)
    if version != design.text_version:
        texts, both = merge(texts, Texts.of(design.texts), seen)
        if both:
            raise BothChanged(texts, both)
    changed = texts.changed(Texts.of(design.texts))
    if not changed:
        return []
    design.texts, design.text_version = texts.stored(), design.text_version + 1
    for one in design.designers:
        one.signed_version = one.signed_at = None
    _reopen(design)
    _read(found, design.text_version, now)
    history.record(
        "design.words",
        "design",
        design.id,
        actor_id=person_id,
        version=design.text_version,
        changed=changed,
    )
    return changed


def sign(design_id: int, person_id: int, version: int, now: datetime) -> CourseDesign:
    """One press, for oneself and for exactly the words one has read. With both sides it is agreed.
    Pressing twice signs once. Raises `Refused`."""
    design, found = theirs(design_id, person_id)
    rules.check_sign(facts_of(design), found.perspective, version)
    if found.signed_version == version:
        return design
    found.signed_version, found.signed_at = version, now
    _read(found, version, now)
    db.session.flush()
    history.record("design.signed", "design", design.id, actor_id=person_id, version=version)
    if design.state == "open" and not rules.missing(facts_of(design)):
        design.state, design.agreed_at = "agreed", now
        history.record("design.agreed", "design", design.id, version=version)
        finish_tasks_about(("codesign",), design.id, by_id=None, outcome="agreed", now=now)
        for one in _writers(design_id):
            tell(one.person, "design_agreed", now=now, designer_id=one.id)
    return design


def _writers(design_id: int) -> list[Designer]:
    """Everyone who writes in a round, with the person."""
    query = (
        select(Designer)
        .join(Person, Person.id == Designer.person_id)
        .where(Designer.design_id == design_id, Designer.joined_at.is_not(None))
        .where(Person.erased_at.is_(None))
        .order_by(Designer.id)
        .options(contains_eager(Designer.person))
    )
    return list(db.session.scalars(query))


def take_back(design_id: int, person_id: int, reason: str, now: datetime) -> None:
    """Somebody takes their own signature back while the round runs; the others read so on the page,
    with the reason where one was given. Twice is once. Raises `Refused`."""
    design, found = theirs(design_id, person_id)
    rules.check_runs(design.state)
    if found.signed_version != design.text_version:
        return
    found.signed_version = found.signed_at = None
    design.notes.append(note_about(design, "unsigned", reason, person_id, now))
    if rules.missing(facts_of(design)):
        _reopen(design)
    history.record("design.unsigned", "design", design.id, actor_id=person_id)


def _reopen(design: CourseDesign) -> None:
    design.state, design.agreed_at = "open", None


def _read(found: Designer, version: int, now: datetime) -> None:
    if found.read_version is None or found.read_version < version:
        found.read_version, found.read_at = version, now
