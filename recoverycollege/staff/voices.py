"""What the history says of texts, quotes and those who read them."""

from __future__ import annotations

from flask_babel import gettext as _


def actions() -> dict[str, str]:
    return {
        "reading.named": _("Named who reads texts soon, and when"),
        "reading.ended": _("Nobody reads texts soon any more"),
        "text.flagged": _("A text: someone may be in distress"),
        "text.passed_on": _("A text nobody had taken passed to the deputy"),
        "text.who_asked": _("Asked who wrote a text, for their safety"),
        "text.who_agreed": _("Agreed to see who wrote a text"),
        "text.identified": _("For your safety, two people looked up that you wrote a text"),
        "said.told": _("Told students what came of what they said"),
        "said.taken_down": _("Took down what was told to students"),
        "theme.added": _("Theme of texts added"),
        "theme.removed": _("Theme of texts taken away"),
        "quote.yes": _("Said yes to words of a student that may be shown"),
        "quote.no": _("Said no to words of a student that might have been shown"),
        "quote.ended": _("Took a quote off a course's page"),
        "quote.moderator": _("May read quotes first"),
        "quote.moderator_no": _("No longer reads quotes first"),
        "quote.lived": _("Said whether they speak from lived experience"),
    }
