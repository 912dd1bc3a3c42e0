"""Looks at a page as a strict, kind reader would, and says what is wrong with it.

    findings = inspect(html, status=200, headers=response.headers, path="/courses")

An empty list is a good page. The functions are pure; reading HTML strictly is slow, so a caller
who meets the same page again may lend a dict in which the findings about its HTML are kept.
What a visitor wrote is not judged: text inside `textarea`, `q` and `blockquote` is theirs.
"""

from collections.abc import Iterator, Mapping, MutableMapping
from hashlib import sha256

from . import forms, headers, outline, safety, wording
from .page import Page

CHECKS = (
    outline.strict_html,
    outline.ids,
    outline.one_heading_opens_the_title,
    outline.error_in_title,
    outline.language,
    outline.heading_levels,
    outline.sections_have_a_heading,
    outline.one_main,
    outline.skip_link,
    outline.help_is_near,
    outline.references,
    outline.lists,
    outline.tables,
    outline.images,
    forms.labels,
    forms.labels_lead_somewhere,
    forms.fieldsets,
    forms.buttons,
    forms.tokens,
    forms.nested_controls,
    safety.inline_code,
    safety.data_blocks,
    safety.other_hosts,
    wording.leftovers,
    wording.unkind_words,
)


def inspect(
    html: str,
    *,
    status: int,
    headers: Mapping[str, str],
    path: str,
    seen: MutableMapping[str, list[str]] | None = None,
) -> list[str]:
    """What is wrong with an answer, each as "path: check: finding"; nothing for a good one."""
    key = f"{status} {sha256(html.encode('utf-8', 'replace')).hexdigest()}"
    about_html = None if seen is None else seen.get(key)
    if about_html is None:
        about_html = list(_about_html(html, status))
        if seen is not None:
            seen[key] = about_html
    return [f"{path}: {finding}" for finding in (*about_html, *_about_headers(headers, path))]


def _about_html(html: str, status: int) -> Iterator[str]:
    page = Page.read(html, status)
    for check in CHECKS:
        for finding in check(page):
            yield f"{check.__name__}: {finding}"


def _about_headers(sent: Mapping[str, str], path: str) -> Iterator[str]:
    lower = {name.lower(): value for name, value in sent.items()}
    for check in headers.CHECKS:
        for finding in check(lower, path.startswith("https://")):
            yield f"{check.__name__}: {finding}"
