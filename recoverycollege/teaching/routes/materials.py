"""The materials of a class, as its team keeps them: files and links, for the team or for all."""

from __future__ import annotations

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.exceptions import RequestEntityTooLarge

from recoverycollege import clock
from recoverycollege.classes.models import Material
from recoverycollege.classes.presenting import what_it_is
from recoverycollege.classes.queries import team_class
from recoverycollege.classes.queries.materials import material_of, materials_of, teaches_class
from recoverycollege.classes.rules.files import ACCEPTED
from recoverycollege.classes.rules.materials import LARGEST_FILE, MB, check_link
from recoverycollege.classes.services import materials as keep
from recoverycollege.database import begin_write, db, end_read
from recoverycollege.errors import say
from recoverycollege.forms import PressForm
from recoverycollege.guards import audience
from recoverycollege.refusals import Refused
from recoverycollege.teaching.blueprint import teaching
from recoverycollege.teaching.forms.materials import FileForm, LinkForm

OF_CLASS = "/classes/<int:class_id>/materials"
ONE = f"{OF_CLASS}/<int:material_id>"
LARGEST_POST = LARGEST_FILE + MB // 4  # the file, and the form around it


@teaching.get(OF_CLASS)
@audience("team")
def materials(class_id: int) -> ResponseReturnValue:
    return materials_page(class_id)


def materials_page(
    class_id: int,
    status: int = 200,
    *,
    file: FileForm | None = None,
    link: LinkForm | None = None,
    old: bool = False,
) -> ResponseReturnValue:
    """The list, and below it the forms. What was typed in one stays; the other begins empty."""
    found = team_class(current_user.person_id, class_id) or abort(404)
    return render_template(
        "teaching/materials.html",
        found=found,
        materials=materials_of(class_id),
        what_it_is=what_it_is,
        file=file or FileForm(formdata=None),
        link=link or LinkForm(formdata=None),
        wrong=PressForm(formdata=None).old() if old else file or link,
        accepted=ACCEPTED,
        largest=LARGEST_FILE // MB,
        error_title=status in (413, 422),
    ), status


@teaching.post(OF_CLASS)
@audience("team", largest_post=LARGEST_POST)
def material_add(class_id: int) -> ResponseReturnValue:
    """Takes a file. While it is on its way, and while it is looked at, nothing is locked."""
    check_mine(class_id)
    end_read()
    try:
        form = FileForm()
    except RequestEntityTooLarge:
        return too_large(class_id)
    if not form.validate_on_submit():
        return materials_page(class_id, 422, file=form)
    try:
        checked = keep.check_file(form.file.data.stream, form.file.data.filename)
    except Refused as refusal:
        form.note("file", say(refusal))
        return materials_page(class_id, 422, file=form)
    begin_write()
    check_mine(class_id)
    for_all, by_id = form.file_for.data == "class", current_user.person_id
    added = keep.add_file(class_id, checked, for_students=for_all, by_id=by_id, now=clock.now())
    db.session.commit()
    flash(_("The file is here.") if added else _("The same file was here already."), "good")
    return redirect(url_for("teaching.materials", class_id=class_id), 303)


def check_mine(class_id: int) -> None:
    if not teaches_class(current_user.person_id, class_id):
        abort(404)


def too_large(class_id: int) -> ResponseReturnValue:
    """What is too large is not read to its end, and nothing of it is kept."""
    form = FileForm(formdata=None)
    form.note("file", _("A file can have up to %(most)s MB.", most=LARGEST_FILE // MB))
    response = make_response(materials_page(class_id, 413, file=form))
    response.headers["Connection"] = "close"
    return response


@teaching.post(f"{OF_CLASS}/links")
@audience("team")
def material_link(class_id: int) -> ResponseReturnValue:
    check_mine(class_id)
    form = LinkForm()
    if not form.validate_on_submit():
        return materials_page(class_id, 422, link=form)
    try:
        link = form.title.data or "", check_link(form.url.data or "")
    except Refused as refusal:
        form.note("url", say(refusal))
        return materials_page(class_id, 422, link=form)
    for_all, by_id = form.link_for.data == "class", current_user.person_id
    keep.add_link(class_id, *link, for_students=for_all, by_id=by_id, now=clock.now())
    db.session.commit()
    flash(_("The link is here."), "good")
    return redirect(url_for("teaching.materials", class_id=class_id), 303)


def mine(class_id: int, material_id: int) -> Material:
    """A file or link of a class I teach, to change it."""
    check_mine(class_id)
    return material_of(class_id, material_id, lock=True) or abort(404)


@teaching.post(f"{ONE}/share")
@audience("team")
def material_share(class_id: int, material_id: int) -> ResponseReturnValue:
    row = mine(class_id, material_id)
    if not PressForm().validate_on_submit():
        return materials_page(class_id, 422, old=True)
    everyone = request.form.get("for") == "class"
    keep.share(row, for_students=everyone, by_id=current_user.person_id)
    db.session.commit()
    words = _("Everyone on the class has it now.") if everyone else _("Only the team has it now.")
    flash(words, "good")
    return redirect(url_for("teaching.materials", class_id=class_id), 303)


@teaching.post(f"{ONE}/remove")
@audience("team")
def material_remove(class_id: int, material_id: int) -> ResponseReturnValue:
    row = mine(class_id, material_id)
    if not PressForm().validate_on_submit():
        return materials_page(class_id, 422, old=True)
    keep.remove(row, by_id=current_user.person_id)
    db.session.commit()
    flash(_("It is taken away."), "good")
    return redirect(url_for("teaching.materials", class_id=class_id), 303)
