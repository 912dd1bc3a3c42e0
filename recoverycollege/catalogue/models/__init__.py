"""The tables of the catalogue, one file per topic."""

from recoverycollege.catalogue.models.courses import (
    FOR_WHOM,
    KINDS,
    LEVELS,
    CatalogueWord,
    Course,
    LearningOutcome,
    Strand,
)
from recoverycollege.catalogue.models.support import SupportEntry
from recoverycollege.catalogue.models.terms import Term

__all__ = [
    "FOR_WHOM",
    "KINDS",
    "LEVELS",
    "CatalogueWord",
    "Course",
    "LearningOutcome",
    "Strand",
    "SupportEntry",
    "Term",
]
