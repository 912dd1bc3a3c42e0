"""The blueprint the catalogue's pages hang on."""

from __future__ import annotations

from flask import Blueprint

catalogue = Blueprint("catalogue", __name__, template_folder="templates")
