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
    "TermFigures",
    "Turnout",
]
