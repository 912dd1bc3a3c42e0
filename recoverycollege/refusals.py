"""A rule's reason for saying no, to be shown kindly where the person is."""

from __future__ import annotations

from typing import Any


def N_(message: str) -> str:
    """Marks a message for translation; it is translated where it is shown."""
    return message


class Refused(Exception):
    """A rule said no. `message` is the English message (its id), `params` fill its gaps."""

    def __init__(self, message: str, **params: Any) -> None:
        super().__init__(message)
        self.message = message
        self.params = params
