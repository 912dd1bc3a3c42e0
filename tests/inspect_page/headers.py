"""Checks of the headers sent with a page; names are in lower case."""

from collections.abc import Iterator, Mapping

_TOO_OPEN = {"'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "*", "http:", "https:"}
_CODE = {"default-src", "script-src", "script-src-elem", "style-src", "style-src-elem"}
_DISCREET = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
_REQUIRED = {
    "default-src": {"'none'", "'self'"},
    "frame-ancestors": {"'none'"},
    "base-uri": {"'none'", "'self'"},
    "form-action": {"'none'", "'self'"},
}


def content_type(sent: Mapping[str, str], https: bool) -> Iterator[str]:
    if sent.get("content-type", "").lower().replace(" ", "") != "text/html;charset=utf-8":
        yield f"Content-Type is {sent.get('content-type')}"


def content_security_policy(sent: Mapping[str, str], https: bool) -> Iterator[str]:
    parts = [part.split() for part in sent.get("content-security-policy", "").split(";")]
    policy = {part[0].lower(): set(part[1:]) for part in parts if part}
    for directive, allowed in _REQUIRED.items():
        if len(policy.get(directive, ())) != 1 or not policy[directive] <= allowed:
            yield f"{directive} is not {' or '.join(sorted(allowed))}"
    for directive, sources in policy.items():
        for source in sources & (_TOO_OPEN | ({"data:", "blob:"} if directive in _CODE else set())):
            yield f"{directive} allows {source}"


def other_headers(sent: Mapping[str, str], https: bool) -> Iterator[str]:
    if sent.get("x-content-type-options", "").lower() != "nosniff":
        yield "X-Content-Type-Options is not nosniff"
    if sent.get("referrer-policy", "").lower() not in _DISCREET:
        yield f"Referrer-Policy is {sent.get('referrer-policy')}"
    if sent.get("cross-origin-opener-policy", "").lower() != "same-origin":
        yield "Cross-Origin-Opener-Policy is not same-origin"
    if not sent.get("permissions-policy", "").strip():
        yield "no Permissions-Policy"


def strict_transport_security(sent: Mapping[str, str], https: bool) -> Iterator[str]:
    if https != ("strict-transport-security" in sent):
        yield f"Strict-Transport-Security is {'missing' if https else 'sent without https'}"


CHECKS = (content_type, content_security_policy, other_headers, strict_transport_security)
