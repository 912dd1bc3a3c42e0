"""What people do in the journeys, by touch or by keyboard alone."""

from __future__ import annotations

from typing import Any

REQUIRED = "Tell us|Choose|Enter|Tick"


def ask_by_email(page: Any, name: str, email: str) -> None:
    """Fills in the page that asks for a place, and sends it."""
    page.get_by_label("E-mail", exact=True).check()
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("What would you like us to call you?").fill(name)
    page.get_by_label("I agree to the charter").check()
    page.get_by_role("button", name="Save my place").click()


def reach_by_tab(page: Any, target: Any, most: int = 80) -> None:
    """Goes to a control with the Tab key alone. Raises AssertionError when it cannot be reached."""
    for _ in range(most):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"not reached by keyboard: {target}")


def press(page: Any, target: Any, key: str = "Enter") -> None:
    """Reaches a control by keyboard and presses it."""
    reach_by_tab(page, target)
    page.keyboard.press(key)


def type_into(page: Any, target: Any, words: str) -> None:
    reach_by_tab(page, target)
    page.keyboard.type(words)
