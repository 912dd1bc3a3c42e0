"""The tables of feedback."""

from recoverycollege.feedback.models.answers import Answer, FormState, FreeText, LinkedPlace
from recoverycollege.feedback.models.asking import AskedOutcome, Invitation, TermInvitation
from recoverycollege.feedback.models.figures import (
    Afterwards,
    Change,
    Counted,
    PairCount,
    TermFigures,
    TermLevel,
    Turnout,
)
from recoverycollege.feedback.models.forms import (
    AskedForm,
    AskedTermForm,
    FormLine,
    LineWords,
    QuestionForm,
)
from recoverycollege.feedback.models.instruments import InstrumentText, InstrumentWords

__all__ = [
    "Afterwards",
    "Answer",
    "AskedForm",
    "AskedOutcome",
    "AskedTermForm",
    "Change",
    "Counted",
    "FormLine",
    "FormState",
    "FreeText",
    "InstrumentText",
    "InstrumentWords",
    "Invitation",
    "LineWords",
    "LinkedPlace",
    "PairCount",
    "QuestionForm",
    "TermFigures",
    "TermInvitation",
    "TermLevel",
    "Turnout",
]
