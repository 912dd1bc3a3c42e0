"""The office's own words for a kind of letter, on one channel, in one language. Where there is
no row, the template file speaks."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from recoverycollege import history
from recoverycollege.database import Base, Instant, db
from recoverycollege.letters.gaps import slips
from recoverycollege.letters.kinds import Kind

LONGEST = 4000


class Wording(Base):
    """Words with placeholders. The subject is always the neutral one."""

    __tablename__ = "letter_wording"

    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    channel: Mapped[str] = mapped_column(String(10), primary_key=True)
    language: Mapped[str] = mapped_column(String(10), primary_key=True)
    words: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime] = mapped_column(Instant)
    changed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (CheckConstraint("channel IN ('email', 'text', 'paper')", name="channel"),)


def find(kind: str, channel: str, language: str) -> Wording | None:
    return db.session.get(Wording, (kind, channel, language))


def own_words(kind: Kind, channel: str, language: str) -> str | None:
    """The office's words, while they fit what the letter has: a later version may have renamed a
    placeholder, and then our words are the safe ones."""
    found = find(kind.name, channel, language)
    return found.words if found is not None and fits(found, kind) else None


def fits(row: Wording, kind: Kind) -> bool:
    return not slips(row.words, kind.has, kind.must, row.channel)


def all_of_them() -> dict[tuple[str, str, str], Wording]:
    found = db.session.scalars(select(Wording))
    return {(row.kind, row.channel, row.language): row for row in found}


def keep(
    kind: Kind, channel: str, language: str, words: str, *, by_id: int, now: datetime
) -> Wording:
    """Keeps the office's words. Raises the first `Refused` when they do not fit the letter."""
    if found := slips(words, kind.has, kind.must, channel):
        raise found[0]
    row = find(kind.name, channel, language)
    if row is None:
        row = Wording(kind=kind.name, channel=channel, language=language)
        db.session.add(row)
    row.words, row.changed_at, row.changed_by_id = words, now, by_id
    _note("wording.changed", kind, channel, language, by_id)
    return row


def give_up(kind: Kind, channel: str, language: str, *, by_id: int) -> None:
    """Back to our words. Twice changes nothing."""
    row = find(kind.name, channel, language)
    if row is not None:
        db.session.delete(row)
        _note("wording.back", kind, channel, language, by_id)


def _note(action: str, kind: Kind, channel: str, language: str, by_id: int) -> None:
    history.record(
        action,
        "letter_wording",
        None,
        actor_id=by_id,
        kind=kind.name,
        channel=channel,
        language=language,
    )
