"""No step of this room, however it is taken, costs more than a page may."""

from __future__ import annotations

import pytest

from tests.client import MOST_STATEMENTS, InspectingClient


@pytest.fixture(autouse=True)
def few_statements(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(InspectingClient, "most_statements_of_a_step", MOST_STATEMENTS)
