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
from recoverycollege.classes.models.timetable import (
    FORMATS,
    PERSPECTIVES,
    SCOPES,
    SETTINGS,
    ClassSession,
    ScheduledClass,
    TeamMember,
    Venue,
)

__all__ = [
    "FORMATS",
    "PERSPECTIVES",
    "SCOPES",
    "SETTINGS",
    "CalendarFeed",
    "ClassSession",
    "CoproductionRecord",
    "Material",
    "MaterialPiece",
    "PlanPart",
    "RecordSignature",
    "Reflection",
    "ScheduledClass",
    "SessionPlan",
    "TeamMember",
    "Venue",
]
