"""Records of classes that are not signed yet: by whom still, and a kind reminder."""

from __future__ import annotations

from collections.abc import Iterable

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.classes.models import TeamMember
from recoverycollege.classes.queries.unsigned import Unsigned
from recoverycollege.classes.queries.unsigned import unsigned as unsigned_classes
from recoverycollege.classes.rules.records import may_remind
from recoverycollege.classes.services.records import remind
from recoverycollege.database import db
from recoverycollege.guards import audience
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.pressing import pressed
from recoverycollege.staff.words import record_kinds


@staff.get("/reports/unsigned")
@audience("office")
def unsigned() -> ResponseReturnValue:
    now = clock.now()
    return render_template(
        "staff/unsigned.html",
        classes=unsigned_classes(now),
        lines=lines,
        may_remind=lambda one: may_remind(one.reminded_at, now),
    )


def lines(one: Unsigned) -> list[tuple[str, str]]:
    """Each record that waits, and for whom."""
    kinds, nobody = record_kinds(), _("nobody who is still here")
    return [
        (kinds[kind], _("still to sign: %(names)s", names=names_of(those) or nobody))
        for kind, those in one.records.items()
    ]


def names_of(members: Iterable[TeamMember]) -> str:
    return ", ".join(member.person.name for member in members if member.person.name)


@staff.post("/reports/unsigned/<int:class_id>/remind")
@audience("office")
def unsigned_remind(class_id: int) -> ResponseReturnValue:
    if again := pressed():
        return again
    people = remind(class_id, now=clock.now(), by_id=current_user.person_id)
    db.session.commit()
    words = ngettext("%(num)s person is reminded.", "%(num)s people are reminded.", people)
    flash(words, "good")
    return redirect(url_for("staff.unsigned"), 303)
