"""Addresses are written once for all the apps that the tests make.

Werkzeug writes two small functions for each address of each app, which takes nine tenths of the
time that an app takes to make. They depend on nothing but the address, so thousands of apps may
share them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.routing.rules import Rule


def share(patch: pytest.MonkeyPatch) -> None:
    """From now on, until `patch` is undone."""
    written: dict[Any, Callable[..., Any]] = {}
    write = Rule._compile_builder

    def once(rule: Rule, append_unknown: bool = True) -> Callable[..., Any]:
        about = (tuple(rule._trace), repr(rule.defaults), append_unknown)
        if about not in written:
            written[about] = write(rule, append_unknown)
        return written[about]

    patch.setattr(Rule, "_compile_builder", once)
