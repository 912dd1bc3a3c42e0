"""What is read of the catalogue alone, one file per topic."""

from recoverycollege.catalogue.queries.courses import (
    CourseLine,
    Neighbours,
    course_at,
    courses_in_order,
    neighbours,
    strands,
    vocabulary,
)

__all__ = [
    "CourseLine",
    "Neighbours",
    "vocabulary",
    "strands",
    "course_at",
    "courses_in_order",
    "neighbours",
]
