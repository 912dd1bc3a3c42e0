"""The pages of enrolment."""

from flask import Blueprint

enrolment = Blueprint("enrolment", __name__, template_folder="templates")
