"""A small world made by hand: courses, classes, people and places, straight into the tables.

Every method commits, and gives back the row; any column can be given by its name. Dates count from
the tests' time.

    someone = college.person("Sam Field")
    group = college.scheduled_class(capacity=3)
    college.enrol(group, someone)
"""

from tests.college.classes import College, at, next_number
from tests.college.rows import ZONE, slug

__all__ = ["ZONE", "College", "at", "next_number", "slug"]
