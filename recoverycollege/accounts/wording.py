"""How a friendly call went, in the words of the buttons: for the office and for the teams."""

from __future__ import annotations

from flask_babel import gettext as _


def call_advice() -> str:
    return _("Say: we missed you, and you are welcome back. Never ask why.")


def call_results(message_ok: bool = True) -> dict[str, str]:
    """What may have come of a call; a message is left only for those who allowed it."""
    results = {
        "reached": _("We spoke"),
        "no_answer": _("No answer"),
        "left_message": _("Left a message"),
        "comes_back": _("They will come back"),
        "would_leave": _("They would like to leave"),
    }
    if not message_ok:
        del results["left_message"]
    return results
