"""Texts of an instrument for tests, with words that are nobody's."""

from __future__ import annotations

from typing import Any

from recoverycollege import clock
from recoverycollege.database import db
from recoverycollege.feedback.models import InstrumentText, InstrumentWords
from recoverycollege.feedback.queries.instruments import definition_of
from recoverycollege.feedback.queries.local_texts import ref_of
from recoverycollege.feedback.rules.instruments.definition import Definition
from recoverycollege.feedback.rules.instruments.local import Part, parts


def definition(key: str) -> Definition:
    found = definition_of(key)
    assert found is not None
    return found


def words(one: Part) -> str:
    return f"Words of {one.name.replace(':', ' ')}"


def enter_texts(instrument: str, local: int = 1, state: str = "active", **columns: Any) -> Any:
    """Whole texts of the first version of an instrument, signed for."""
    text = InstrumentText(instrument=instrument, version=1, local=local, state=state)
    values = {"holder": "Nobody", "licence": "leave", "reference": "Letter 1"} | columns
    values |= {"attested_at": None if state == "draft" else clock.now()}
    for name, value in values.items():
        setattr(text, name, value)
    for one in parts(definition(f"{instrument}@1")):
        said = InstrumentWords(part=one.name, language="en", position=0, words=words(one))
        text.said.append(said)
    db.session.add(text)
    db.session.commit()
    return text


def ref(text: InstrumentText) -> str:
    return str(ref_of(text))
