"""Building a form: a new version, and its lines. Whatever changes its words takes back the yes of
whoever approved it."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from recoverycollege import history
from recoverycollege.database import db
from recoverycollege.feedback.models import FormLine, LineWords, QuestionForm
from recoverycollege.feedback.models.waves import WAVES_OF
from recoverycollege.feedback.queries.asked import lines_of
from recoverycollege.feedback.queries.built import is_answered
from recoverycollege.feedback.rules.approving import check_may_change
from recoverycollege.feedback.rules.asking import Line, check_line
from recoverycollege.feedback.rules.items import OWN, question_id
from recoverycollege.refusals import N_, Refused

UNKNOWN = N_("There is no such form, or no such line. Please look again.")


def new_version(audience: str, wave: str, title: str, *, by_id: int) -> QuestionForm:
    """A draft that begins as the newest form of this audience and wave. Raises `Refused`."""
    if wave not in WAVES_OF.get(audience, ()):
        raise Refused(UNKNOWN)
    newest = db.session.scalar(
        select(QuestionForm)
        .where(QuestionForm.audience == audience, QuestionForm.wave == wave)
        .order_by(QuestionForm.version.desc())
        .limit(1)
        .with_for_update()
    )
    version = newest.version + 1 if newest else 1
    form = QuestionForm(audience=audience, wave=wave, version=version, title=title, state="draft")
    for line in lines_of(newest) if newest else []:
        form.lines.append(_row(line, len(form.lines)))
    db.session.add(form)
    db.session.flush()
    note("form.made", form, by_id)
    return form


def add_line(
    form: QuestionForm, kind: str, item: str, words: Mapping[str, str], *, by_id: int
) -> QuestionForm:
    """Adds a line at the end, before the box. `words`: a question of the college's own, by
    language, the college's first language first. Raises `Refused`."""
    line = _line(kind, item, words)
    _begin(form)
    check_line(form.wave, lines_of(form), line)
    box = next((i for i, row in enumerate(form.lines) if row.kind == "words"), len(form.lines))
    form.lines.insert(box, _row(line, box))
    _changed(form, by_id)
    return form


def move_line(form: QuestionForm, line_id: int, *, up: bool, by_id: int) -> None:
    """One place up or down; the box stays the last. Raises `Refused`."""
    _begin(form)
    at = _place(form, line_id)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(form.lines) or "words" in (form.lines[at].kind, form.lines[to].kind):
        return
    form.lines.insert(to, form.lines.pop(at))
    _changed(form, by_id)


def remove_line(form: QuestionForm, line_id: int, *, by_id: int) -> None:
    """Takes a line out. Raises `Refused`."""
    _begin(form)
    form.lines.pop(_place(form, line_id))
    _changed(form, by_id)


def throw_away(form: QuestionForm, *, by_id: int) -> None:
    """Forgets a draft that was never used. Raises `Refused`."""
    _begin(form)
    note("form.thrown_away", form, by_id)
    db.session.delete(form)


def note(action: str, form: QuestionForm, by_id: int | None) -> None:
    history.record(
        action,
        "form",
        form.id,
        actor_id=by_id,
        audience=form.audience,
        wave=form.wave,
        version=form.version,
    )


def _begin(form: QuestionForm) -> None:
    """Under a lock; only what nobody answered yet may change."""
    db.session.execute(select(QuestionForm.id).where(QuestionForm.id == form.id).with_for_update())
    db.session.refresh(form)
    check_may_change(form.state, answered=is_answered(form.id))


def _changed(form: QuestionForm, by_id: int) -> None:
    """Other words need another yes."""
    for position, row in enumerate(form.lines):
        row.position = position
    form.state, form.asked_of_id, form.asked_at = "draft", None, None
    form.approved_at, form.approved_by_id, form.approved_name = None, None, ""
    form.recorded_by_id = None
    db.session.flush()
    note("form.changed", form, by_id)


def _place(form: QuestionForm, line_id: int) -> int:
    for place, row in enumerate(form.lines):
        if row.id == line_id:
            return place
    raise Refused(UNKNOWN)


def _line(kind: str, item: str, words: Mapping[str, str]) -> Line:
    said = tuple((language, typed.strip()) for language, typed in words.items() if typed.strip())
    if kind == "question":
        return Line(kind, question_id(said[0][1]), said) if said else _no()
    if kind == "own":
        return Line(kind, item) if item in OWN else _no()
    return Line(kind, item if kind == "instrument" else "")


def _no() -> Line:
    raise Refused(UNKNOWN)


def _row(line: Line, position: int) -> FormLine:
    said = [
        LineWords(language=language, position=n, words=words)
        for n, (language, words) in enumerate(line.said)
    ]
    return FormLine(position=position, kind=line.kind, item=line.item, said=said)
