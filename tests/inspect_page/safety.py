"""Checks that a page holds no code of its own and asks no other host for anything."""

import json
import re
from collections.abc import Iterator

from .page import Page, show

_ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
_ADDRESSES = ("src", "srcset", "poster", "data", "{http://www.w3.org/1999/xlink}href")
_FETCHED = {"stylesheet", "preload", "modulepreload", "prefetch", "icon", "manifest", "preconnect"}
_DATA = "application/ld+json"


def inline_code(page: Page) -> Iterator[str]:
    for tag, element in page.elements:
        for key, value in element.attrib.items():
            if key == "style" or key.startswith("on"):
                yield f"{show(element)} has {key}="
            if value.strip().lower().startswith("javascript:"):
                yield f"{show(element)} has code in {key}="
        if tag == "style":
            yield "<style> in the page"
        is_code = tag == "script" and element.get("type") != _DATA
        if is_code and ((element.text or "").strip() or not element.get("src")):
            yield "<script> with code in the page"


def data_blocks(page: Page) -> Iterator[str]:
    for block in page.all("script"):
        if block.get("type") == _DATA:
            try:
                json.loads(block.text or "")
            except ValueError as problem:
                yield f"a data block is not JSON: {problem}"


def other_hosts(page: Page) -> Iterator[str]:
    for tag, element in page.elements:
        for key, value in element.attrib.items():
            fetched = tag == "link" and _FETCHED & set(element.get("rel", "").lower().split())
            fetched = fetched or tag in {"use", "image"}
            asks = key in _ADDRESSES or (key == "href" and fetched)
            if asks and any(_ELSEWHERE.match(part) for part in value.split(",")):
                yield f"{show(element)} asks another host: {value}"
