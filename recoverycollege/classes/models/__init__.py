"""The tables of classes, one file per topic."""

from recoverycollege.classes.models.feeds import CalendarFeed
from recoverycollege.classes.models.lessons import (
    Material,
    MaterialPiece,
    PlanPart,
    SessionPlan,
)
from recoverycollege.classes.models.records import (
    CoproductionRecord,
    RecordSignature,
    Reflection,
)
from recoverycollege.classes.models.teaching import (
    ANSWERS,
    DAYS,
    PARTS,
    CoTeacher,
    Joining,
)
from recoverycollege.classes.models.timetable import (
    FORMATS,
    PERSPECTIVES,
    SCOPES,
    SETTINGS,
    Absence,
    ClassSession,
    ScheduledClass,
    Substitute,
    TeamMember,
    Venue,
)

__all__ = [
    "ANSWERS",
    "DAYS",
    "FORMATS",
    "PARTS",
    "PERSPECTIVES",
    "SCOPES",
    "SETTINGS",
    "Absence",
    "CalendarFeed",
    "ClassSession",
    "CoTeacher",
    "CoproductionRecord",
    "Material",
    "MaterialPiece",
    "PlanPart",
    "RecordSignature",
    "Reflection",
    "ScheduledClass",
    "SessionPlan",
    "Joining",
    "Substitute",
    "TeamMember",
    "Venue",
]
