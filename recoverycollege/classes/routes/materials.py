"""A file of a class, for its people: its team, and those with a place."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from flask import Response, abort, stream_with_context
from flask_login import current_user

from recoverycollege import clock
from recoverycollege.classes.blueprint import classes
from recoverycollege.classes.models import Material
from recoverycollege.classes.queries.materials import material_of, piece_of, steps_in, teaches_class
from recoverycollege.database import end_read
from recoverycollege.enrolment.queries.materials import is_for
from recoverycollege.guards import audience
from recoverycollege.text import filename_safe


@classes.get("/classes/<int:class_id>/materials/<int:material_id>")
@audience("own")
def material(class_id: int, material_id: int) -> Response:
    """Always saved, never opened in the college's own pages, whatever is in it."""
    found = material_of(class_id, material_id)
    if found is None or found.url or not may_have(found):
        abort(404)
    plain, whole = filename_safe(found.title), quote(found.title, safe="")
    response = Response(stream_with_context(content_of(found.id)), content_type=found.content_type)
    names = {"filename": plain, "filename*": f"UTF-8''{whole}"}
    response.headers.set("Content-Disposition", "attachment", **names)
    response.headers["Content-Length"] = str(found.size)
    return response


def may_have(found: Material) -> bool:
    person_id, now = current_user.person_id, clock.now()
    return (
        teaches_class(person_id, found.class_id)
        or is_for(person_id, found.id, now)
        or steps_in(person_id, found.class_id, now)
    )


def content_of(material_id: int) -> Iterator[bytes]:
    """Piece by piece, each read by itself: while a slow phone takes one, nothing is held open."""
    position = 0
    while True:
        piece = piece_of(material_id, position)
        end_read()
        if piece is None:
            return
        yield piece
        position += 1
