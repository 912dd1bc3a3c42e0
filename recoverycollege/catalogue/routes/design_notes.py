"""What is said about a draft: said, answered, settled."""

from __future__ import annotations

from flask import abort
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.catalogue.blueprint import catalogue
from recoverycollege.catalogue.forms.designs import AnswerForm, NoteForm, SettleForm
from recoverycollege.catalogue.queries.designs import note_of
from recoverycollege.catalogue.routes.designs import back, joined_or_404, page, refused
from recoverycollege.catalogue.rules.texts import SECTIONS
from recoverycollege.catalogue.services import notes as services
from recoverycollege.guards import audience
from recoverycollege.text import clean


@catalogue.post("/design/<int:design_id>/say/<section>")
@audience("own")
def design_say(design_id: int, section: str) -> ResponseReturnValue:
    joined_or_404(design_id)
    if section not in SECTIONS:
        abort(404)
    form = NoteForm(place=f"on-{section}")
    if not form.validate_on_submit():
        return page(design_id, {f"on-{section}": form})
    if no := refused(
        f"on-{section}",
        form,
        services.say,
        design_id,
        current_user.person_id,
        section=section,
        kind=form.kind.data,
        words=clean(form.words.data or "").strip(),
        now=clock.now(),
    ):
        return no
    return back(design_id, _("Your words are on the page."), section)


@catalogue.post("/design/<int:design_id>/notes/<int:note_id>/close")
@audience("own")
def design_close(design_id: int, note_id: int) -> ResponseReturnValue:
    """An answer to a question; of a disagreement, what was decided and why."""
    joined_or_404(design_id)
    note = note_of(design_id, note_id)
    if note is None or note.kind not in ("question", "disagreement"):
        abort(404)
    settles = note.kind == "disagreement"
    form = SettleForm(place=f"n{note_id}") if settles else AnswerForm(place=f"n{note_id}")
    if not form.validate_on_submit():
        return page(design_id, {f"n{note_id}": form})
    section, given = note.section, (design_id, note_id, current_user.person_id)
    if no := refused(f"n{note_id}", form, services.close, *given, now=clock.now(), **said(form)):
        return no
    return back(design_id, _("Settled. It stays on the page."), section)


def said(form: AnswerForm | SettleForm) -> dict[str, str]:
    """The answer; of what was decided also why."""
    names = ("answer", "reason") if isinstance(form, SettleForm) else ("answer",)
    return {name: clean(form[name].data or "").strip() for name in names}
