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
from recoverycollege.feedback.models.own import FutureLetter, OwnNote
from recoverycollege.feedback.models.reading import (
    Identifying,
    ReadingHours,
    TextFlag,
    TextRead,
    TextReader,
)
from recoverycollege.feedback.models.said import YouSaid
from recoverycollege.feedback.models.themes import TextTheme, Theme
from recoverycollege.feedback.models.voices import Moderator, Quote, QuoteYes

__all__ = [
    "Afterwards",
    "Answer",
    "AskedOutcome",
    "Change",
    "Counted",
    "FormState",
    "FreeText",
    "FutureLetter",
    "Identifying",
    "Invitation",
    "LinkedPlace",
    "Moderator",
    "OwnNote",
    "PairCount",
    "Quote",
    "QuoteYes",
    "ReadingHours",
    "TermFigures",
    "TextFlag",
    "TextRead",
    "TextReader",
    "TextTheme",
    "Theme",
    "Turnout",
    "YouSaid",
]
