"""A real browser: Debian's Chromium, driven by Playwright, and what every page must bear.

def test_home(live_server, open_page):
    page = open_page(live_server, "/", width=375, dark=True, person=someone)
    axe(page)
    no_sideways_scroll(page)
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.live import LiveServer
from tests.postgres import missing

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
FAULTS = ("violations", "incomplete")
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# Elements that reach over the right edge and are not cut off or scrolled by one around them.
SIDEWAYS = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  return [...document.querySelectorAll("body *")]
    .filter((e) => e.getBoundingClientRect().right > wide + 1)
    .map((e) => `${e.tagName.toLowerCase()}.${e.className} ${(e.textContent || "").slice(0, 40)}`);
}"""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("Playwright is not installed", "NEED_BROWSER")
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        missing("there is no Chromium", "NEED_BROWSER")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Any) -> Iterator[Callable[..., Any]]:
    """`open_page(server, "/courses", width=1280, dark=False, script=True, person=None)`.

    At the end of the test it fails when a page asked another host for something, broke the
    content security policy, or had a script that failed.
    """
    contexts: list[Any] = []
    problems: list[str] = []

    def opened(
        server: LiveServer,
        path: str = "/",
        *,
        width: int = 1280,
        dark: bool = False,
        script: bool = True,
        person: Any = None,
    ) -> Any:
        context = chromium.new_context(
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            java_script_enabled=script,
            base_url=server.url,
            has_touch=width < 800,
        )
        contexts.append(context)
        if person is not None:
            cookies = server.cookies_of(person).items()
            context.add_cookies([{"name": n, "value": v, "url": server.url} for n, v in cookies])
        page = context.new_page()
        _watch(page, server, problems)
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not problems, "\n".join(problems)


def _watch(page: Any, server: LiveServer, problems: list[str]) -> None:
    host = urlsplit(server.url).netloc

    def on_request(request: Any) -> None:
        if urlsplit(request.url).netloc not in {host, ""}:
            problems.append(f"asked another host: {request.url}")

    def on_response(response: Any) -> None:
        part = response.request.resource_type != "document"
        refused = response.status == 422  # an answer, as on a page
        if response.status >= 500 or (part and response.status >= 400 and not refused):
            problems.append(f"{response.status} for {response.url}\n{server.log()[-3000:]}")

    def on_console(message: Any) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            problems.append(f"console: {message.text}")

    page.on("request", on_request)
    page.on("response", on_response)
    page.on("console", on_console)
    page.on("pageerror", lambda error: problems.append(f"script failed: {error}"))


def axe(page: Any, only: tuple[str, ...] = ()) -> None:
    """Raises AssertionError with every accessibility fault of the page as it stands; with `only`
    just the faults of those rules."""
    from axe_playwright_python.sync_playwright import Axe

    kind, values = ("rule", only) if only else ("tag", TAGS)
    options = {"runOnly": {"type": kind, "values": list(values)}, "resultTypes": FAULTS}
    if page.evaluate("() => Boolean(window.axe)"):  # the page was looked at before
        found = page.evaluate("(options) => axe.run(document, options)", options)
    else:
        found = Axe().run(page, options=options).response
    faults = [*found["violations"]]
    faults += [rule for rule in found["incomplete"] if rule["id"] == "color-contrast"]
    assert not faults, "\n".join(_told(page, fault) for fault in faults)


def _told(page: Any, fault: dict[str, Any]) -> str:
    nodes = "".join(f"\n    {node['html'][:200]}" for node in fault["nodes"][:5])
    return f"{urlsplit(page.url).path}: {fault['id']}: {fault['help']}{nodes}"


def no_sideways_scroll(page: Any, width: int = 320) -> None:
    """Raises AssertionError when the page is wider than a very small screen."""
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": 800})
    found = page.evaluate(SIDEWAYS)
    page.set_viewport_size(before)
    assert not found, f"{urlsplit(page.url).path} is wider than {width} px: {found}"
