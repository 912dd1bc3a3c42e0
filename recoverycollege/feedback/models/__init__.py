"""The tables of feedback."""

from recoverycollege.feedback.models.answers import Answer, FormState, FreeText, LinkedPlace
from recoverycollege.feedback.models.asking import AskedOutcome, Invitation, TermInvitation
from recoverycollege.feedback.models.figures import (
    Afterwards,
    Baseline,
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
from recoverycollege.feedback.models.releases import (
    Release,
    ReleaseCount,
    ReleaseLink,
    ReleasePdf,
    ReleaseRow,
)

__all__ = [
    "Afterwards",
    "Answer",
    "AskedForm",
    "AskedOutcome",
    "AskedTermForm",
    "Baseline",
    "Change",
    "Counted",
    "FormLine",
    "FormState",
    "FreeText",
    "Invitation",
    "LineWords",
    "LinkedPlace",
    "PairCount",
    "QuestionForm",
    "Release",
    "ReleaseCount",
    "ReleaseLink",
    "ReleasePdf",
    "ReleaseRow",
    "TermFigures",
    "TermInvitation",
    "TermLevel",
    "Turnout",
]
