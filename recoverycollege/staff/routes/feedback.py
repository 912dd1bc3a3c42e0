"""What people say before and after: the college as a whole, and each part of it."""

from __future__ import annotations

from flask import Response, abort, render_template
from flask.typing import ResponseReturnValue

from recoverycollege.feedback import presenting
from recoverycollege.feedback.queries import choosing, results
from recoverycollege.guards import audience
from recoverycollege.staff.asked import page
from recoverycollege.staff.blueprint import staff
from recoverycollege.text import filename_safe

SCOPE = "/feedback/<any('class', course, strand, term, college):scope>/<int:scope_id>"


@staff.get("/feedback")
@audience("office")
def feedback() -> ResponseReturnValue:
    wanted = page()
    classes, pages = choosing.classes(wanted)
    return render_template(
        "staff/feedback.html",
        figures=results.figures(results.COLLEGE),
        choices=choosing.strands_terms_courses(),
        classes=classes,
        page=wanted,
        pages=pages,
        say=presenting,
    )


@staff.get(SCOPE)
@audience("office")
def feedback_report(scope: str, scope_id: int) -> ResponseReturnValue:
    report = found(scope, scope_id)
    return render_template("staff/feedback_report.html", report=report, say=presenting)


@staff.get(f"{SCOPE}.csv")
@audience("office")
def feedback_csv(scope: str, scope_id: int) -> Response:
    report = found(scope, scope_id)
    name = filename_safe(f"feedback-{scope}-{scope_id}-{presenting.title(report.subject)}.csv")
    response = Response(presenting.csv_file(report), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def found(scope: str, scope_id: int) -> results.Report:
    return results.report(results.subject(scope, scope_id) or abort(404))
