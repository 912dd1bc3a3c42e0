"""A college's own texts of instruments: all of them, what may be asked, and what was asked once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select

from recoverycollege.database import db
from recoverycollege.feedback.models import (
    FormLine,
    InstrumentText,
    InstrumentWords,
    QuestionForm,
)
from recoverycollege.feedback.queries.instruments import definition_of, shipped
from recoverycollege.feedback.rules.instruments.asked import asked_items
from recoverycollege.feedback.rules.instruments.definition import Definition
from recoverycollege.feedback.rules.instruments.naming import (
    Ref,
    answer_name,
    read_ref,
    score_name,
)
from recoverycollege.feedback.rules.items import Item


@dataclass(frozen=True)
class Texts:
    """A definition with the college's texts of it, the newest first."""

    definition: Definition
    texts: Sequence[InstrumentText]


def ref_of(text: InstrumentText) -> Ref:
    return Ref(text.instrument, text.version, text.local)


def all_instruments() -> list[Texts]:
    """Every definition, those first that a college can enter texts for."""
    rows = db.session.scalars(
        select(InstrumentText).order_by(InstrumentText.local.desc(), InstrumentText.id)
    ).all()
    found = [
        Texts(d, [row for row in rows if (row.instrument, row.version) == (d.id, d.version)])
        for d in shipped()
    ]
    return sorted(found, key=lambda one: (one.definition.content == "open", one.definition.name))


def instrument(instrument_id: str, version: int) -> Texts | None:
    """One version of one instrument; None where there is no such thing."""
    definition = definition_of(Ref(instrument_id, version).key)
    if definition is None:
        return None
    rows = db.session.scalars(
        select(InstrumentText)
        .where(InstrumentText.instrument == instrument_id, InstrumentText.version == version)
        .order_by(InstrumentText.local.desc())
    ).all()
    return Texts(definition, rows)


def forms_that_ask(ref: Ref) -> Sequence[QuestionForm]:
    """The forms in use that have these texts on them."""
    on_it = select(FormLine.form_id).where(FormLine.kind == "instrument", FormLine.item == str(ref))
    return db.session.scalars(
        select(QuestionForm)
        .where(QuestionForm.id.in_(on_it), QuestionForm.state == "in_use")
        .order_by(QuestionForm.id)
    ).all()


def may_be_asked() -> list[tuple[Ref, Definition]]:
    """What can be put on a form: of each instrument the newest texts in use."""
    rows = db.session.scalars(
        select(InstrumentText)
        .where(InstrumentText.state == "active")
        .order_by(InstrumentText.instrument, InstrumentText.version, InstrumentText.local)
    )
    newest = {row.instrument: ref_of(row) for row in rows}
    found = ((ref, definition_of(ref.key)) for ref in newest.values())
    return [(ref, definition) for ref, definition in found if definition is not None]


def asked_now(ref: str) -> list[Item]:
    """The questions of these texts, while they are in use; else none."""
    found = read_ref(ref)
    return _items([found], InstrumentText.state == "active") if found else []


def asked_once(names: Collection[str]) -> dict[str, Item]:
    """Answer name → its question, of whatever texts there ever were. One statement, and none where
    no name is of an instrument."""
    refs = {ref for name in names if (ref := read_ref(name))}
    return {item.id: item for item in _items(refs, InstrumentText.state != "draft")}


def answer_names() -> set[str]:
    """How answers to instruments can be called here."""
    return {answer_name(ref, item.id) for ref, d in _used() for item in d.items}


def score_words() -> dict[str, str]:
    """Every score that answers here can have → how it is called, in the order of the definition."""
    found = {}
    for ref, definition in _used():
        again = f" ({ref.local})" if ref.local > 1 else ""
        for score in definition.scores:
            found[score_name(ref, score.id)] = f"{definition.name}{again}: {score.name}"
    return found


def _used() -> list[tuple[Ref, Definition]]:
    """What was in use here once. One statement."""
    t = InstrumentText
    rows = db.session.execute(
        select(t.instrument, t.version, t.local)
        .where(t.state != "draft")
        .order_by(t.instrument, t.version, t.local)
    )
    found = ((ref := Ref(*row), definition_of(ref.key)) for row in rows)
    return [(ref, definition) for ref, definition in found if definition is not None]


def _items(refs: Collection[Ref], state: ColumnElement[bool]) -> list[Item]:
    if not refs:
        return []
    t, w = InstrumentText, InstrumentWords
    these = or_(
        *(and_(t.instrument == r.id, t.version == r.version, t.local == r.local) for r in refs)
    )
    words: dict[Ref, dict[tuple[str, str], str]] = {}
    for of, version, local, part, language, said in db.session.execute(
        select(t.instrument, t.version, t.local, w.part, w.language, w.words)
        .join(w, w.text_id == t.id)
        .where(these, state)
        .order_by(t.id, w.position)
    ):
        words.setdefault(Ref(of, version, local), {})[part, language] = said
    found = ((ref, definition_of(ref.key)) for ref in words)
    return [item for ref, d in found if d for item in asked_items(d, ref, words[ref])]
