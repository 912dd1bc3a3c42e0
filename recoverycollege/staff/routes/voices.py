"""In their own words: free texts by theme, course and term, and by a word in them."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege.database import db
from recoverycollege.feedback.queries import texts as queries
from recoverycollege.feedback.services import theming
from recoverycollege.guards import audience
from recoverycollege.staff.asked import as_id, typed
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.forms.voices import ThemeForm
from recoverycollege.staff.pressing import pressed
from recoverycollege.staff.routes.saving import saved, show_form

FILTERS = ("theme", "course", "term")


def asked() -> dict[str, int | None]:
    """What is chosen of each filter."""
    return {name: as_id(value) if (value := typed(name)) else None for name in FILTERS}


@staff.route("/words", methods=["GET", "POST"])
@audience("office", late_write=True)
def words() -> ResponseReturnValue:
    """A word that is looked for may be a name: it is posted, and stands in no address."""
    chosen, said = asked(), typed()
    everywhere = queries.classes_with_words()
    classes = queries.narrowed(everywhere, chosen["course"], chosen["term"])
    found = queries.texts(classes, chosen["theme"], said)
    themes = queries.themes()
    courses = {one.course_id: one.course for one in everywhere.values()}
    return render_template(
        "staff/words.html",
        texts=found[: queries.MOST_SHOWN],
        more=len(found) > queries.MOST_SHOWN,
        themes=themes,
        choices=[
            (queries.NO_THEME, _("No theme yet")),
            *((theme.id, theme.name) for theme in themes),
        ],
        counts=queries.counts(classes),
        courses=sorted(courses.items(), key=lambda one: one[1]),
        terms=queries.terms({one.term_id for one in everywhere.values() if one.term_id}),
        chosen=chosen,
        said=said,
    )


@staff.post("/words/about")
@audience("office")
def words_about() -> ResponseReturnValue:
    """What one text is about. Only of texts that may be read is anything set."""
    if again := pressed():
        return again
    text_id = request.form.get("text", "")
    if not queries.is_shown(text_id, queries.classes_with_words()):
        abort(404)
    theming.set_themes(text_id, {as_id(one) for one in request.form.getlist("about")})
    db.session.commit()
    flash(_("Saved."), "good")
    keep: dict[str, Any] = {name: value for name, value in asked().items() if value is not None}
    return redirect(url_for("staff.words", **keep), 303)


@staff.route("/words/themes", methods=["GET", "POST"])
@audience("office")
def themes() -> ResponseReturnValue:
    form, by_id = ThemeForm(), current_user.person_id
    if form.validate_on_submit() and saved(
        form, lambda: theming.add_theme(form.name.data or "", by_id)
    ):
        flash(_("The theme is on the list."), "good")
        return redirect(url_for("staff.themes"), 303)
    return show_form("staff/themes.html", form, themes=queries.themes())


@staff.post("/words/themes/<int:theme_id>/remove")
@audience("office")
def theme_remove(theme_id: int) -> ResponseReturnValue:
    if again := pressed():
        return again
    theming.remove_theme(theme_id, current_user.person_id)
    db.session.commit()
    flash(_("The theme is gone. The texts stay."), "good")
    return redirect(url_for("staff.themes"), 303)
