"""What is decided about the catalogue, one file per topic."""

from recoverycollege.catalogue.rules.filters import (
    ACCESS_WORDS,
    DAY_WORDS,
    FACETS,
    FOR_WORDS,
    FORMAT_WORDS,
    HOURS,
    KIND_WORDS,
    LAST_PAGE,
    LEVEL_WORDS,
    LONGEST_QUERY,
    OF_COURSES,
    SETTING_WORDS,
    TIME_WORDS,
    Filters,
    read_filters,
)

__all__ = [
    "KIND_WORDS",
    "FOR_WORDS",
    "LEVEL_WORDS",
    "FORMAT_WORDS",
    "SETTING_WORDS",
    "ACCESS_WORDS",
    "DAY_WORDS",
    "TIME_WORDS",
    "HOURS",
    "FACETS",
    "OF_COURSES",
    "LONGEST_QUERY",
    "LAST_PAGE",
    "Filters",
    "read_filters",
]
