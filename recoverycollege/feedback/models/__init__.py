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
from recoverycollege.feedback.models.instruments import InstrumentText, InstrumentWords
from recoverycollege.feedback.models.own import FutureLetter, OwnNote
from recoverycollege.feedback.models.reading import (
    Identifying,
    ReadingHours,
    TextFlag,
    TextRead,
    TextReader,
)
from recoverycollege.feedback.models.releases import (
    Release,
    ReleaseCount,
    ReleaseLink,
    ReleasePdf,
    ReleaseRow,
)
from recoverycollege.feedback.models.said import YouSaid
from recoverycollege.feedback.models.themes import TextTheme, Theme
from recoverycollege.feedback.models.voices import Moderator, Quote, QuoteYes

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
    "FutureLetter",
    "Identifying",
    "InstrumentText",
    "InstrumentWords",
    "Invitation",
    "LineWords",
    "LinkedPlace",
    "Moderator",
    "OwnNote",
    "PairCount",
    "Quote",
    "QuoteYes",
    "QuestionForm",
    "ReadingHours",
    "Release",
    "ReleaseCount",
    "ReleaseLink",
    "ReleasePdf",
    "ReleaseRow",
    "TermFigures",
    "TermInvitation",
    "TermLevel",
    "TextFlag",
    "TextRead",
    "TextReader",
    "TextTheme",
    "Theme",
    "Turnout",
    "YouSaid",
]
