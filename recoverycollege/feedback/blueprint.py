"""The pages of feedback."""

from flask import Blueprint

feedback = Blueprint("feedback", __name__, template_folder="templates")
