"""A released report as a tagged PDF (PDF/UA-1), made by the worker and kept with the release.

WeasyPrint is the optional extra `[pdf]`, and is loaded inside functions: no web process ever does.
Where it is not set up nothing is made, and the page says so.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from flask import current_app, render_template
from flask_babel import force_locale
from flask_babel import gettext as _
from markupsafe import escape

from recoverycollege.feedback import presenting
from recoverycollege.feedback import releases_told as told
from recoverycollege.feedback.queries.releases import Given

VARIANT = "pdf/ua-1"
STATIC = Path(__file__).parents[1] / "static"
SHEET, SHAPES = STATIC / "css" / "pdf.css", STATIC / "css" / "pdf-shapes.css"
DRAWING = re.compile(r"(<svg [^>]*>)")


def can_be_made() -> bool:
    """Whether WeasyPrint and the libraries it needs are here. Only the worker asks."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError):
        return False
    return True


def page_of(given: Given, language: str) -> str:
    """The report as one page, with nothing around it. Its drawings bring their own colours: a
    stylesheet does not reach into them."""
    template = "feedback/released_print.html"
    with force_locale(language):
        page = render_template(template, given=given, told=told, say=presenting)
        about = _("A drawing. The table near it has the same numbers.")
    inside = f"<title>{escape(about)}</title><style>{SHAPES.read_text()}</style>"
    return DRAWING.sub(lambda found: found[0] + inside, page)


def pdf_of(given: Given) -> bytes:
    """Makes it; takes a second or two. It asks for nothing but our own stylesheet and faces."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    language = current_app.extensions["settings"].language_list[0]
    faces = FontConfiguration()
    sheet = CSS(filename=str(SHEET), font_config=faces)
    page = HTML(string=page_of(given, language), url_fetcher=_nothing)
    made: bytes = page.write_pdf(stylesheets=[sheet], font_config=faces, pdf_variant=VARIANT)
    return made


def _nothing(url: str, *_args: Any, **_named: Any) -> Any:
    raise ValueError("a report fetches nothing")
