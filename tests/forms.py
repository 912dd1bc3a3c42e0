"""Reads the forms of a page, and what a browser would send for each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

from werkzeug.test import TestResponse

from tests.inspect_page.page import Page, name, text

NEVER_SENT = {"submit", "button", "reset", "image", "file"}


@dataclass
class Form:
    """A form: where it goes, what it asks for, and the values it would send untouched."""

    action: str
    kinds: dict[str, str] = field(default_factory=dict)  # name → text, textarea, select, radio …
    values: dict[str, Any] = field(default_factory=dict)
    buttons: list[str] = field(default_factory=list)

    @property
    def names(self) -> set[str]:
        return set(self.kinds)


def forms_of(response: TestResponse, method: str = "post") -> list[Form]:
    """The forms of a page that are sent by this method."""
    page = Page.read(response.get_data(as_text=True), response.status_code)
    found = (f for f in page.all("form") if f.get("method", "get").lower() == method)
    return [_read(form, response.request.full_path.rstrip("?")) for form in found]


def find_form(response: TestResponse, url: str, names: Collection[str]) -> Form | None:
    """The form that leads to `url`; of several, the one with most of the names."""
    there = [form for form in forms_of(response) if _same(form.action, url)]
    return max(there, key=lambda form: len(form.names & set(names)), default=None)


def _same(one: str, other: str) -> bool:
    return urlsplit(one).path == urlsplit(other).path


def _read(element: Element, here: str) -> Form:
    action = urlsplit(urljoin(f"http://localhost{here}", element.get("action") or here))
    form = Form(action.path + (f"?{action.query}" if action.query else ""))
    for control in element.iter():
        key, kind = control.get("name"), control.get("type", "text")
        if name(control) == "button" and kind == "submit":
            form.buttons.append(text(control))
        if not key or name(control) not in {"input", "select", "textarea"}:
            continue
        form.kinds[key] = kind if name(control) == "input" else name(control)
        for value in _sent(control, kind):
            _add(form.values, key, value)
    return form


def _sent(control: Element, kind: str) -> list[str]:
    if name(control) == "textarea":
        return [control.text or ""]
    if name(control) == "select":
        options = [o for o in control.iter() if name(o) == "option"]
        chosen = [o for o in options if o.get("selected") is not None]
        if not chosen and control.get("multiple") is None:
            chosen = options[:1]
        return [o.get("value", text(o)) for o in chosen]
    if kind in NEVER_SENT or (kind in {"checkbox", "radio"} and control.get("checked") is None):
        return []
    return [control.get("value", "on" if kind in {"checkbox", "radio"} else "")]


def _add(values: dict[str, Any], key: str, value: str) -> None:
    if key not in values:
        values[key] = value
    elif isinstance(values[key], list):
        values[key].append(value)
    else:
        values[key] = [values[key], value]
