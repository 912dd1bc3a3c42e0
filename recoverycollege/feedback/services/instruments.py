"""A college's own texts of an instrument: begun, written, signed for, activated, retired. Words
that were in use once are never changed: other words are new texts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from recoverycollege import history
from recoverycollege.database import db
from recoverycollege.feedback.models import InstrumentText, InstrumentWords
from recoverycollege.feedback.queries.instruments import definition_of
from recoverycollege.feedback.queries.local_texts import ref_of
from recoverycollege.feedback.rules.instruments import local
from recoverycollege.feedback.rules.instruments.definition import Definition

CARRIED_ON = ("holder", "reference", "licence", "until")


@dataclass(frozen=True)
class Licence:
    """What somebody signs for. Without `until` it has no end."""

    holder: str
    kind: str
    reference: str
    until: date | None


def begin(definition: Definition, *, by_id: int) -> InstrumentText:
    """A draft: empty, or with the words of the newest texts there are. Raises `Refused`."""
    rows = db.session.scalars(
        select(InstrumentText)
        .where(InstrumentText.instrument == definition.id)
        .where(InstrumentText.version == definition.version)
        .order_by(InstrumentText.local)
        .with_for_update()
    ).all()
    local.check_may_begin(definition, drafted=any(row.state == "draft" for row in rows))
    newest = rows[-1] if rows else None
    text = InstrumentText(instrument=definition.id, version=definition.version, state="draft")
    text.local = newest.local + 1 if newest else 1
    if newest:
        for name in CARRIED_ON:
            setattr(text, name, getattr(newest, name))
        text.said = [_row(one.part, one.language, one.position, one.words) for one in newest.said]
    db.session.add(text)
    db.session.flush()
    _note("instrument.begun", text, by_id)
    return text


def write(
    text: InstrumentText, words: Mapping[tuple[str, str], str], *, by_id: int
) -> InstrumentText:
    """Keeps what is written, (part, language) → words, the college's first language first. Other
    words need another signature. Raises `Refused`."""
    _lock(text)
    local.check_may_write(text.state)
    kept = {key: said.strip() for key, said in words.items() if said.strip()}
    if kept == text.words:
        return text
    places = {language: n for n, language in enumerate(dict.fromkeys(one for _, one in words))}
    text.said = [_row(*key, places[key[1]], said) for key, said in kept.items()]
    text.attested_at, text.attested_by_id = None, None
    db.session.flush()
    _note("instrument.written", text, by_id)
    return text


def attest(
    text: InstrumentText,
    licence: Licence,
    languages: Collection[str],
    *,
    by_id: int,
    now: datetime,
    today: date,
) -> InstrumentText:
    """Somebody signs that the college may use these words. Raises `Refused`."""
    _lock(text)
    local.check_may_attest(lacking(text, languages), licence.until, today)
    text.holder, text.licence = licence.holder, licence.kind
    text.reference, text.until = licence.reference, licence.until
    text.attested_at, text.attested_by_id = now, by_id
    _note("instrument.attested", text, by_id)
    return text


def activate(
    text: InstrumentText, languages: Collection[str], *, by_id: int, today: date
) -> InstrumentText:
    """From now on forms may ask it. Earlier texts stay in use for the forms that have them.
    Raises `Refused`."""
    _lock(text)
    signed = text.attested_at is not None
    local.check_may_activate(
        text.state, lacking(text, languages), attested=signed, until=text.until, today=today
    )
    text.state = "active"
    _note("instrument.activated", text, by_id)
    return text


def retire(text: InstrumentText, *, by_id: int) -> InstrumentText:
    """Nobody is asked it any more; answers stay. Raises `Refused`."""
    _lock(text)
    local.check_may_retire(text.state)
    text.state = "out"
    _note("instrument.retired", text, by_id)
    return text


def throw_away(text: InstrumentText, *, by_id: int) -> InstrumentText:
    """Forgets a draft. Raises `Refused`."""
    _lock(text)
    local.check_may_write(text.state)
    _note("instrument.thrown_away", text, by_id)
    db.session.delete(text)
    return text


def retire_ended(today: date) -> int:
    """Takes texts out of use whose licence is over. Returns how many."""
    rows = db.session.scalars(
        select(InstrumentText)
        .where(InstrumentText.state == "active", InstrumentText.until < today)
        .order_by(InstrumentText.id)
        .with_for_update()
    ).all()
    for text in rows:
        text.state = "out"
        _note("instrument.ended", text, None)
    db.session.flush()
    return len(rows)


def lacking(text: InstrumentText, languages: Collection[str]) -> list[str]:
    """The parts that still have to be written."""
    definition = definition_of(ref_of(text).key)
    return local.missing(definition, text.words, languages) if definition else [text.instrument]


def _lock(text: InstrumentText) -> None:
    query = select(InstrumentText.id).where(InstrumentText.id == text.id)
    db.session.execute(query.with_for_update())
    db.session.refresh(text)


def _row(part: str, language: str, position: int, words: str) -> InstrumentWords:
    return InstrumentWords(part=part, language=language, position=position, words=words)


def _note(action: str, text: InstrumentText, by_id: int | None) -> None:
    history.record(action, "instrument", text.id, actor_id=by_id, texts=str(ref_of(text)))
