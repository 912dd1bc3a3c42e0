"""The tables of the catalogue, one file per topic."""

from recoverycollege.catalogue.models.codesign import (
    DESIGNER_SIDES,
    RUNNING,
    CourseDesign,
    Designer,
    DesignNote,
)
from recoverycollege.catalogue.models.courses import (
    FOR_WHOM,
    KINDS,
    LEVELS,
    CatalogueWord,
    Course,
    LearningOutcome,
    Strand,
)
from recoverycollege.catalogue.models.ideas import CourseIdea
from recoverycollege.catalogue.models.support import SupportEntry
from recoverycollege.catalogue.models.terms import Term
from recoverycollege.catalogue.models.versions import CourseVersion

__all__ = [
    "DESIGNER_SIDES",
    "RUNNING",
    "CourseDesign",
    "CourseIdea",
    "CourseVersion",
    "DesignNote",
    "Designer",
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
