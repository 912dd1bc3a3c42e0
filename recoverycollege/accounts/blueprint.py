"""The blueprint every page of accounts hangs on."""

from __future__ import annotations

from flask import Blueprint

accounts = Blueprint("accounts", __name__, url_prefix="/account", template_folder="templates")
