"""The history: who did what, and when."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from recoverycollege.guards import audience
from recoverycollege.staff import sayings
from recoverycollege.staff.asked import page, typed
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.forms.fields import read_day
from recoverycollege.staff.queries import history as queries
from recoverycollege.wording import zone


@staff.get("/history")
@audience("office")
def history() -> ResponseReturnValue:
    asked = {name: typed(name) for name in ("topic", "name", "since", "until")}
    filters = queries.Filters(
        topic=asked["topic"],
        name=asked["name"],
        since=read_day(asked["since"]),
        until=read_day(asked["until"]),
    )
    wanted = page()
    entries, pages = queries.history(filters, wanted, zone())
    return render_template(
        "staff/history.html",
        entries=entries,
        asked=asked,
        page=wanted,
        pages=pages,
        sayings=sayings,
    )
