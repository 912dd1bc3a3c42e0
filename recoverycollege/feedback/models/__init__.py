"""The tables of feedback."""

from recoverycollege.feedback.models.answers import Answer, FormState, FreeText, LinkedCode
from recoverycollege.feedback.models.asking import AskedOutcome, Invitation
from recoverycollege.feedback.models.figures import (
    Afterwards,
    Change,
    Counted,
    TermFigures,
    Turnout,
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
    "LinkedCode",
    "TermFigures",
    "Turnout",
]
