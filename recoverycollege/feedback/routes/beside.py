"""What may be ticked beside the box of a form, and what becomes of it."""

from __future__ import annotations

from flask import current_app, request

from recoverycollege import clock
from recoverycollege.feedback.routes.opening import Opened
from recoverycollege.feedback.services import quoting, reading


def note_ticks(here: Opened) -> None:
    """Beside words that were just saved. What was ticked beside earlier words holds no more. Words
    that stand alone can't be quoted: nobody could show their author what is to be shown."""
    if here.loose or here.enrolment_id is None:
        return
    key, ticked = current_app.extensions["settings"].answer_key, request.form
    quoting.take_back_of(key, [here.words_id])
    if "quote" in ticked:
        named, placed = "quote-name" in ticked, "quote-place" in ticked
        quoting.offer(key, here.words_id, with_name=named, with_place=placed)
    reading.unwish([here.words_id])
    if "contact" in ticked:
        reading.raise_flag(here.words_id, clock.now(), wished=True)
