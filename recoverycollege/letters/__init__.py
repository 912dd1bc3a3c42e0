"""Letters: everything the college tells a person goes through one outbox.

A letter is a row, written in the same transaction as what it tells. The worker looks at the facts
again, words it, sends it. What a letter of each kind says belongs to the room that posts it; the
room registers it with `register`.
"""

from recoverycollege.letters.kinds import (
    Compose,
    Recipient,
    Words,
    register,
    register_recipients,
)
from recoverycollege.letters.neutral import help_page, page, subject
from recoverycollege.letters.outbox import Letter, on_its_way, post

__all__ = [
    "Compose",
    "Letter",
    "Recipient",
    "Words",
    "help_page",
    "on_its_way",
    "page",
    "post",
    "register",
    "register_recipients",
    "subject",
]
