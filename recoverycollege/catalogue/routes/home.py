"""The front page: what this is, hope first, and what begins next."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from recoverycollege import clock
from recoverycollege.catalogue.blueprint import catalogue
from recoverycollege.catalogue.cards import class_card
from recoverycollege.catalogue.queries import strands
from recoverycollege.enrolment.queries.coming import Coming, coming_classes
from recoverycollege.guards import audience
from recoverycollege.wording import zone

NEXT = 6


@catalogue.get("/")
@audience("public")
def home() -> ResponseReturnValue:
    """Each card leads straight to its class."""
    now = clock.now()
    coming = Coming(now, clock.local(now, zone()).date())
    classes = coming_classes(coming, coming.soonest(NEXT))
    return render_template(
        "catalogue/home.html",
        here="home",
        cards=[class_card(one) for one in classes],
        strands=strands(),
    )
