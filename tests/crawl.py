"""Walks through the college by its links, as someone who is curious would."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable
from urllib.parse import urljoin, urlsplit

from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from tests.client import InspectingClient
from tests.inspect_page.page import Page

PER_ENDPOINT = 3  # pages looked at of each kind; filters and numbers make them endless


def crawl(
    client: InspectingClient,
    starts: Iterable[str],
    *,
    within: tuple[str, ...] = ("/",),
    look: Callable[[TestResponse], object] = bool,
) -> dict[str, str]:
    """Address → endpoint of all that is found below `within`; `look` sees each page.

    Raises AssertionError with all that is not well.
    """
    waiting, seen, looked, wrong = deque(starts), set[str](), Counter[str](), []
    found: dict[str, str] = {}
    while waiting:
        url = waiting.popleft()
        endpoint = endpoint_of(client, url)
        if url in seen or endpoint == "static":
            continue
        seen.add(url)
        if looked[endpoint] >= PER_ENDPOINT or not url.startswith(within):
            continue
        looked[endpoint] += 1
        try:
            response = client.get(url)
        except AssertionError as findings:
            wrong.append(str(findings))
            continue
        if response.status_code in {302, 303}:
            waiting.append(urljoin(f"http://localhost{url}", response.location))
            waiting[-1] = path_of(waiting[-1])
        elif response.status_code != 200:
            wrong.append(f"{url}: {response.status_code}")
        else:
            found[url] = endpoint
            if response.mimetype == "text/html":
                look(response)
                waiting += links_of(response.get_data(as_text=True), url)
    assert not wrong, "\n".join(wrong)
    return found


def endpoint_of(client: InspectingClient, url: str, method: str = "GET") -> str:
    try:
        adapter = client.application.url_map.bind("localhost")
        endpoint, _ = adapter.match(urlsplit(url).path, method)
        return str(endpoint)
    except HTTPException:
        return f"nothing at {url}"


def links_of(html: str, url: str) -> list[str]:
    """The links of a page that stay inside."""
    page = Page.read(html, 200)
    links = [urljoin(f"http://localhost{url}", a.get("href", "")) for a in page.all("a")]
    return [path_of(link) for link in links if urlsplit(link).netloc == "localhost"]


def path_of(link: str) -> str:
    parts = urlsplit(link)
    return parts.path + (f"?{parts.query}" if parts.query else "")
