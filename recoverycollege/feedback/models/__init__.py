"""The tables of feedback."""

from recoverycollege.feedback.models.answers import Answer, FormState, FreeText, LinkedPlace
from recoverycollege.feedback.models.asking import AskedOutcome, Invitation
from recoverycollege.feedback.models.figures import (
    Afterwards,
    Change,
    Counted,
    PairCount,
    TermFigures,
    Turnout,
)
from recoverycollege.feedback.models.releases import (
    Release,
    ReleaseCount,
    ReleaseLink,
    ReleaseRow,
)

__all__ = [
    "Afterwards",
    "Answer",
    "AskedOutcome",
    "Change",
    "Counted",
    "FormState",
    "FreeText",
    "Invitation",
    "LinkedPlace",
    "PairCount",
    "Release",
    "ReleaseCount",
    "ReleaseLink",
    "ReleaseRow",
    "TermFigures",
    "Turnout",
]
