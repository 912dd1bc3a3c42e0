"""The blueprint every page of accounts hangs on."""

from __future__ import annotations

from flask import Blueprint, Response

accounts = Blueprint("accounts", __name__, url_prefix="/account", template_folder="templates")


@accounts.after_request
def keep_nothing(response: Response) -> Response:
    """These pages are about one person: no browser or proxy keeps a copy."""
    response.headers["Cache-Control"] = "no-store"
    return response
