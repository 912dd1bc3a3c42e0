"""The words of letters: what each kind says, shown with real data, and changed by a manager."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from babel import Locale
from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_login import current_user
from jinja2 import UndefinedError

from recoverycollege import clock
from recoverycollege.accounts.queries import names_of
from recoverycollege.database import db
from recoverycollege.guards import audience
from recoverycollege.letters import composing, kinds, wording
from recoverycollege.letters.kinds import Kind, Recipient, Words
from recoverycollege.letters.wording import Wording
from recoverycollege.staff import placeholders, sayings, words
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.forms.wording import WordingForm
from recoverycollege.staff.pressing import pressed

OF = "/letters/wording/<kind>/<any(email, text, paper):channel>/<language>"


@staff.get("/letters/wording")
@audience("office")
def letters_wording() -> ResponseReturnValue:
    changed = wording.all_of_them()
    return render_template(
        "staff/letters_wording.html",
        kinds=kinds.registered(current_app),
        languages={code: language_name(code) for code in languages()},
        changed=changed,
        names=names_of({row.changed_by_id for row in changed.values()}),
        ways=words.letter_channels(),
        sayings=sayings,
    )


@dataclass(frozen=True)
class Asked:
    """The words the address asks for. `row`: the office's own, if there are some."""

    kind: Kind
    channel: str
    language: str
    row: Wording | None
    example: Words | None

    @property
    def key(self) -> dict[str, Any]:
        return {"kind": self.kind.name, "channel": self.channel, "language": self.language}


@staff.get(OF)
@audience("office")
def letter_words(kind: str, channel: str, language: str) -> ResponseReturnValue:
    found = asked(kind, channel, language)
    start = found.row.words if found.row else our_words(found)
    return words_page(found, WordingForm(found.kind, channel, data={"words": start}))


@staff.post(OF)
@audience("manager")
def letter_words_post(kind: str, channel: str, language: str) -> ResponseReturnValue:
    found = asked(kind, channel, language)
    form = WordingForm(found.kind, channel)
    if not form.validate_on_submit():
        return words_page(found, form), 422
    if request.form.get("deed") != "keep":
        return words_page(found, form, form.words.data)
    by_id, now = current_user.person_id, clock.now()
    wording.keep(found.kind, channel, language, form.words.data, by_id=by_id, now=now)
    db.session.commit()
    flash(_("Saved. Letters say it like this from now on."), "good")
    return redirect(url_for("staff.letter_words", **found.key), 303)


@staff.post(f"{OF}/back")
@audience("manager")
def letter_words_back(kind: str, channel: str, language: str) -> ResponseReturnValue:
    if again := pressed():
        return again
    found = asked(kind, channel, language)
    wording.give_up(found.kind, channel, language, by_id=current_user.person_id)
    db.session.commit()
    flash(_("These are our words again."), "good")
    return redirect(url_for("staff.letter_words", **found.key), 303)


def words_page(found: Asked, form: WordingForm, typed: str | None = None) -> str:
    """`typed`: words to be shown as a letter; else what is sent now."""
    row = found.row
    return render_template(
        "staff/letter_words.html",
        found=found,
        language_name=language_name(found.language),
        form=form,
        row=row,
        unfit=row is not None and not wording.fits(row, found.kind),
        changed_by=names_of({row.changed_by_id}).get(row.changed_by_id, "") if row else "",
        shown=preview(found, typed) if not form.errors else None,
        gaps=placeholders.listed(found.kind, found.channel),
        ways=words.letter_channels(),
        sayings=sayings,
    )


def preview(found: Asked, typed: str | None) -> tuple[str, str] | None:
    """Subject and words as the viewing member of the office would get them."""
    kind, example = found.kind, found.example
    if example is None:
        return None
    to = Recipient(current_user.name, found.channel, "", found.language)
    with force_locale(found.language):
        if typed is not None:
            said = composing.filled(typed, kind, to, example, example.secrets)
        else:
            said = composing.text(kind, to, example, example.secrets)
    return example.subject, said.strip()


def our_words(found: Asked) -> str:
    """Where someone begins who changes them; nothing where only a real case can tell."""
    try:
        with force_locale(found.language):
            return composing.our_words(found.kind, found.channel, found.example)
    except UndefinedError:
        return ""


def asked(kind: str, channel: str, language: str) -> Asked:
    """404 when there is no such letter."""
    found = kinds.registered(current_app).get(kind)
    if found is None or channel not in found.channels or language not in languages():
        abort(404)
    with force_locale(language):
        example = found.example() if found.example else None
    return Asked(found, channel, language, wording.find(kind, channel, language), example)


def languages() -> list[str]:
    found: list[str] = current_app.extensions["settings"].language_list
    return found


def language_name(code: str) -> str:
    """English, Cymraeg: in the language itself"""
    name = Locale.parse(code, sep="-" if "-" in code else "_").get_display_name(code)
    return (name or code).capitalize()
