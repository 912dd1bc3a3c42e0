"""The history: who did what, and when."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from recoverycollege.guards import audience
from recoverycollege.staff import sayings
from recoverycollege.staff.asked import page, typed
from recoverycollege.staff.blueprint import staff
from recoverycollege.staff.forms.fields import read_day
from recoverycollege.staff.queries import history as queries
from recoverycollege.wording import zone


@staff.route("/history", methods=["GET", "POST"])
@audience("office", late_write=True)  # it writes nothing
def history() -> ResponseReturnValue:
    """What is typed is posted: a name is not for addresses."""
    asked = {name: typed(name) for name in ("topic", "since", "until")}
    asked["name"] = typed("name") if request.method == "POST" else ""
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
