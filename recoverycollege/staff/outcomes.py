"""What came of a deed, or why it cannot be done, in words that can be read out on the phone."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _

from recoverycollege.classes.models import ScheduledClass
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.enrolment.queries.people import line_positions
from recoverycollege.enrolment.queries.turns import gathers
from recoverycollege.enrolment.services.asking import check
from recoverycollege.errors import say
from recoverycollege.refusals import Refused
from recoverycollege.wording import ordinal


def why_closed(class_id: int, now: datetime) -> str:
    """Why nobody can be given a place on a class now, in words; empty when they can."""
    try:
        check(db.session.get_one(ScheduledClass, class_id), now)
    except Refused as refusal:
        return say(refusal)
    return ""


def what_came_of(deed: str, enrolment: Enrolment) -> str:
    """What happened; where a no came after a yes, from another tab perhaps, that nothing did."""
    if deed == "decline" and enrolment.state == "enrolled":
        return _(
            "%(name)s had said yes already and has a place, so nothing was changed. If they would "
            "rather not come, press “Leave the class”.",
            name=enrolment.person.name,
        )
    return what_happened(enrolment)


def what_happened(enrolment: Enrolment) -> str:
    """Where the place stands now."""
    name = enrolment.person.name
    if enrolment.state == "waiting" and gathers(enrolment.scheduled_class):
        return _("The wish of %(name)s is noted. A lot decides.", name=name)
    if enrolment.state == "waiting":
        db.session.flush()
        position = line_positions([enrolment.id]).get(enrolment.id)
        if position is None:
            return _("%(name)s is on the waiting list.", name=name)
        place = ordinal(position)
        return _("%(name)s is on the waiting list, %(place)s in line.", name=name, place=place)
    sayings = {
        "enrolled": _("Saved: %(name)s has a place.", name=name),
        "offered": _("A place is being kept for %(name)s.", name=name),
        "declined": _("%(name)s said no. The place goes to the next in line.", name=name),
        "withdrawn": _("%(name)s has left the class. They can come back any time.", name=name),
    }
    return sayings.get(enrolment.state) or _("This place has ended.")
