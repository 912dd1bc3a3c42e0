"""The office's blueprint. Each topic adds its pages in a file of its own under routes/."""

from __future__ import annotations

from flask import Blueprint

staff = Blueprint("staff", __name__, template_folder="templates", url_prefix="/staff")
