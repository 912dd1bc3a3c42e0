"""Addresses are compiled once for all the apps that the tests make.

Reading an address, and writing the two small functions that build it, takes nine tenths of the
time that an app takes to make. Both depend on nothing but the address, so thousands of apps may
share what came of them.
"""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.routing.rules import Rule

# What `compile` finds out, and the two functions it binds to the rule.
FOUND = ("_parts", "_trace", "_converters", "arguments")
BUILDERS = ("_build", "_build_unknown")


def share(patch: pytest.MonkeyPatch) -> None:
    """From now on, until `patch` is undone."""
    known: dict[Any, dict[str, Any]] = {}
    compile_one = Rule.compile

    def once(rule: Rule) -> None:
        about = (rule.rule, rule.subdomain, rule.host, rule.merge_slashes, repr(rule.defaults))
        if about not in known:
            compile_one(rule)
            found = {name: getattr(rule, name) for name in FOUND}
            known[about] = found | {name: getattr(rule, name).__func__ for name in BUILDERS}
            return
        for name in FOUND:
            setattr(rule, name, known[about][name])
        for name in BUILDERS:
            setattr(rule, name, known[about][name].__get__(rule))

    patch.setattr(Rule, "compile", once)
