"""What forms there are: for whom, when, and made of what."""

from __future__ import annotations

CLASS_WAVES = ("before", "mid", "after", "later", "left")
TERMLY = "check_in"
WAVES = (*CLASS_WAVES, TERMLY)
WAVES_OF = {"student": WAVES, "co_teacher": (TERMLY,), "at_work": (TERMLY,)}
AUDIENCES = tuple(WAVES_OF)  # at_work: students who work with people themselves
WAVE_OF = {"student": TERMLY, "co_teacher": "co_teacher", "at_work": "at_work"}
ANSWERED = (*WAVES, "co_teacher", "at_work")  # under which wave answers lie
KINDS = ("own", "outcomes", "question", "words", "instrument")
STATES = ("draft", "asked", "approved", "in_use", "out")
