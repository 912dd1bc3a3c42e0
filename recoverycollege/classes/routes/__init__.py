"""The pages of the classes room, one file per topic."""

from recoverycollege.classes.routes import calendars, class_page, materials

__all__ = ["calendars", "class_page", "materials"]
