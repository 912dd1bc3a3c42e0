"""What came of a deed, said in words that can be read out on the phone."""

from __future__ import annotations

from flask_babel import gettext as _

from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.enrolment.queries.people import line_positions
from recoverycollege.wording import ordinal


def what_happened(enrolment: Enrolment) -> str:
    """Where the place stands now."""
    name = enrolment.person.name
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
