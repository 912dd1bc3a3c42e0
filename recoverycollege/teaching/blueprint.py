"""The pages of co-teachers."""

from flask import Blueprint

teaching = Blueprint("teaching", __name__, template_folder="templates", url_prefix="/teaching")
