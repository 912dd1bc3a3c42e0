"""Checks of forms: everything has a name, a button that works, and a token."""

from collections.abc import Iterator

from .page import Page, name, show, text

_NEED_NO_LABEL = {"hidden", "submit", "button", "reset", "image"}
_PRESSED = {"a", "button", "summary"}
_CONTROLS = {"a", "button", "input", "select", "textarea", "iframe", "summary"}


def _controls(page: Page) -> list:
    return [
        control
        for control in page.all("input", "select", "textarea")
        if control.get("type", "text").lower() not in _NEED_NO_LABEL
    ]


def labels(page: Page) -> Iterator[str]:
    named = {label.get("for") for label in page.all("label") if text(label)}
    for control in _controls(page):
        spoken = control.get("aria-label", "").strip() or control.get("aria-labelledby", "").strip()
        wrapped = any(name(parent) == "label" and text(parent) for parent in page.above(control))
        if not (spoken or wrapped or (control.get("id") and control.get("id") in named)):
            yield f"{show(control)} has no label"


def labels_lead_somewhere(page: Page) -> Iterator[str]:
    controls = {"input", "select", "textarea", "button", "meter", "output", "progress"}
    for label in page.all("label"):
        target = page.by_id.get(label.get("for", ""))
        if label.get("for") is not None and (target is None or name(target) not in controls):
            yield f'the label "{text(label)}" is for "{label.get("for")}", which is no control'
        if label.get("for") is None and not any(name(each) in controls for each in label.iter()):
            yield f'the label "{text(label)}" is for nothing'


def fieldsets(page: Page) -> Iterator[str]:
    for group in page.all("fieldset"):
        first = next((child for child in group if name(child)), None)
        if first is None or name(first) != "legend" or not text(first):
            yield f"{show(group)} does not begin with its legend"


def buttons(page: Page) -> Iterator[str]:
    sends = set()
    for button in page.all("button", "input"):
        kind = button.get("type", "submit" if name(button) == "button" else "text").lower()
        form = next((each for each in page.above(button) if name(each) == "form"), None)
        form = page.by_id.get(button.get("form", ""), form)
        if name(button) == "button" and kind not in {"submit", "button", "reset"}:
            yield f"{show(button)} has an unknown type"
        if name(button) == "button" and not (text(button) or button.get("aria-label")):
            yield f"{show(button)} has no words"
        if kind in {"submit", "image"} and form is None:
            yield f"{show(button)} stands outside a form and does nothing"
        if kind in {"submit", "image"} and form is not None:
            sends.add(form)
    yield from (f"{show(form)} has no button" for form in page.all("form") if form not in sends)


def tokens(page: Page) -> Iterator[str]:
    for form in page.all("form"):
        fields = [field for field in form.iter("input") if field.get("name") == "csrf_token"]
        if form.get("method", "get").lower() == "post" and not any(f.get("value") for f in fields):
            yield f"{show(form)} posts without a csrf_token"
        if form.get("method", "get").lower() == "get" and fields:
            yield f"{show(form)} would put its csrf_token into the address"


def nested_controls(page: Page) -> Iterator[str]:
    for control in page.all(*_CONTROLS):
        if any(name(parent) in _PRESSED for parent in page.above(control)):
            yield f"{show(control)} is inside something that is pressed itself"
    yield from (f"{show(form)} in a form" for form in page.all("form") if page.within(form, "form"))
