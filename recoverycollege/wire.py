"""What goes over the wire: compressed where that is safe, kept by browsers where it never changes.

A page with a form's token in it is not compressed: the length of a compressed page can betray a
secret that stands beside something a stranger chose (the BREACH attack, 2013).
"""

from __future__ import annotations

from flask import Flask, Response, g, request
from flask_compress import Compress
from flask_login import current_user

from recoverycollege.guards import declared

YEAR = "public, max-age=31536000, immutable"

compress = Compress()


def init_app(app: Flask) -> None:
    app.config.update(COMPRESS_REGISTER=False, COMPRESS_LEVEL=6, COMPRESS_MIN_SIZE=500)
    compress.init_app(app)
    app.after_request(send)


def send(response: Response) -> Response:
    if request.endpoint == "static":
        # The address changes when the file does; a font's name holds its version.
        kept = "v" in request.args or request.path.startswith("/static/fonts/")
        if response.status_code == 200 and kept:
            response.headers["Cache-Control"] = YEAR
        if (response.mimetype or "").startswith("text/"):
            response.direct_passthrough = False
            response.get_data()  # whole, not streamed: then gzip is among the choices
        return compress.after_request(response)
    return compress.after_request(response) if is_public_page() else response


def is_public_page() -> bool:
    """A page that holds nothing of anyone: public, not signed in, without a form's token."""
    if request.endpoint is None or declared(request.endpoint) != "public":
        return False
    return "csrf_token" not in g and not current_user.is_authenticated
