"""The pages of the classes room; `routes` fills it."""

from flask import Blueprint

classes = Blueprint("classes", __name__, template_folder="templates")
