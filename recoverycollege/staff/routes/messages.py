"""What a teaching team wrote to its class, for the office to read and to pass on."""

from __future__ import annotations

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from recoverycollege.enrolment.presenting import writer_of
from recoverycollege.enrolment.queries.messages import messages_of
from recoverycollege.guards import audience
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.queries.classes import one_class


@staff.get("/classes/<int:class_id>/messages")
@audience("office")
def class_messages(class_id: int) -> ResponseReturnValue:
    found = one_class(class_id) or abort(404)
    facts = {"found": found, "messages": messages_of(class_id), "writer_of": writer_of}
    return render_template("staff/class_messages.html", **facts)
