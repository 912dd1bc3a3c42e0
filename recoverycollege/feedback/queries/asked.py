"""Which form is asked, and its lines: the one that was laid down for a class or a term, else the
one in use. One statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

from recoverycollege.database import db
from recoverycollege.feedback.models import (
    AskedForm,
    AskedTermForm,
    FormLine,
    LineWords,
    QuestionForm,
)
from recoverycollege.feedback.models.waves import TERMLY
from recoverycollege.feedback.queries.local_texts import asked_now
from recoverycollege.feedback.rules.asking import Line, asks, form_items, has_box, line_of
from recoverycollege.feedback.rules.items import Item
from recoverycollege.feedback.rules.matching import Answered


@dataclass(frozen=True)
class Asked:
    """A form that is asked. Without an id: none is, and there are no lines."""

    form_id: int | None = None
    lines: Sequence[Line] = ()

    @property
    def has_box(self) -> bool:
        return has_box(self.lines)

    def items(self, outcomes: Iterable[tuple[str, str]] = ()) -> list[Item]:
        return form_items(self.lines, outcomes, instrument_items)


def asked_of_class(class_id: int, wave: str) -> Asked:
    """What a class is asked in a wave."""
    laid = select(AskedForm.form_id).where(AskedForm.class_id == class_id, AskedForm.wave == wave)
    return _asked(laid, _in_use("student", wave))


def asked_after_alone(answers: Iterable[Answered]) -> dict[int, set[str]]:
    """Class → what was answered after it that nobody was asked before it."""
    given: dict[tuple[int, str], set[str]] = defaultdict(set)
    for answer in answers:
        given[answer.class_id, answer.wave].add(answer.item)
    found = {}
    for (class_id, wave), items in given.items():
        if wave == "after":
            before = {line_of(item) for item in given.get((class_id, "before"), ())}
            lines = asked_of_class(class_id, "before").lines
            found[class_id] = {i for i in items if line_of(i) not in before and not asks(lines, i)}
    return found


def asked_in_term(term_id: int, audience: str) -> Asked:
    """What is asked once a term of an audience."""
    laid = select(AskedTermForm.form_id).where(
        AskedTermForm.term_id == term_id, AskedTermForm.audience == audience
    )
    return _asked(laid, _in_use(audience, TERMLY))


def is_in_use(audience: str, wave: str) -> bool:
    """Whether anyone new is asked this at all."""
    return db.session.scalar(_in_use(audience, wave)) is not None


def lines_of(form: QuestionForm) -> list[Line]:
    """The lines of a form that is loaded."""
    return [
        Line(line.kind, line.item, tuple((words.language, words.words) for words in line.said))
        for line in form.lines
    ]


def own_words() -> dict[str, str]:
    """The college's own questions: item → its words, in the college's first language."""
    query = (
        select(FormLine.item, LineWords.words)
        .join(LineWords, LineWords.line_id == FormLine.id)
        .where(FormLine.kind == "question", LineWords.position == 0)
    )
    return dict(db.session.execute(query).all())


def instrument_items(ref: str) -> Sequence[Item]:
    """The questions of an instrument in the college's own texts, "who-5@1.1", while they are in
    use; else none."""
    return asked_now(ref)


def _in_use(audience: str, wave: str) -> Select[Any]:
    return select(QuestionForm.id).where(
        QuestionForm.state == "in_use",
        QuestionForm.audience == audience,
        QuestionForm.wave == wave,
    )


def _asked(laid_down: Select[Any], in_use: Select[Any]) -> Asked:
    which = func.coalesce(laid_down.scalar_subquery(), in_use.scalar_subquery())
    rows = db.session.execute(
        select(FormLine.form_id, FormLine.id, FormLine.kind, FormLine.item)
        .add_columns(LineWords.language, LineWords.words)
        .outerjoin(LineWords, LineWords.line_id == FormLine.id)
        .where(FormLine.form_id == which)
        .order_by(FormLine.position, LineWords.position)
    ).all()
    found: dict[int, Line] = {}
    for _, line_id, kind, item, language, words in rows:
        said = found[line_id].said if line_id in found else ()
        found[line_id] = Line(kind, item, (*said, (language, words)) if words else said)
    return Asked(rows[0].form_id, list(found.values())) if rows else Asked()
