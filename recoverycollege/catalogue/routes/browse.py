"""The catalogue: search, filters, cards."""

from __future__ import annotations

from dataclasses import replace

from flask import render_template, request
from flask.typing import ResponseReturnValue

from recoverycollege import clock
from recoverycollege.catalogue.blueprint import catalogue
from recoverycollege.catalogue.cards import course_card
from recoverycollege.catalogue.choices import Choices, address
from recoverycollege.catalogue.queries import vocabulary
from recoverycollege.catalogue.rules import Filters, read_filters
from recoverycollege.catalogue.search import query_words
from recoverycollege.catalogue.spelling import correct
from recoverycollege.enrolment.queries.browse import Options, browse, nearest, options
from recoverycollege.guards import audience
from recoverycollege.wording import zone


@catalogue.get("/courses")
@audience("public")
def courses() -> ResponseReturnValue:
    """The courses that match what is asked, twelve a page."""
    asked = read_filters(request.args.to_dict(flat=False))
    offered = options(query_words(asked.q), clock.now(), zone())
    asked = asked.known(offered.choices)
    meant = as_meant(asked, offered)
    page = browse(meant, clock.now(), zone())
    close = nearest(meant, clock.now(), zone()) if not page.courses else None
    return render_template(
        "catalogue/courses.html",
        here="courses",
        asked=asked,
        meant=meant,
        exact_address=address(replace(asked, exact=True)),
        choices=Choices(meant, offered.choices),
        page=page,
        cards=[course_card(course) for course in page.courses],
        close=close,
    )


def as_meant(asked: Filters, offered: Options) -> Filters:
    """With the spelling mended, where a word is nobody's; unless it is to be left alone."""
    if asked.exact or not offered.unknown_words:
        return asked
    mended = correct(asked.q, vocabulary())
    return replace(asked, q=mended.text) if mended else asked
