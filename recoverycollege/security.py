"""The door: headers, cookies, cleaned input, same-origin posts, throttles."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Request, Response, abort, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import current_user
from flask_wtf.csrf import generate_csrf
from werkzeug.datastructures import FileStorage, ImmutableMultiDict
from werkzeug.exceptions import NotFound
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, ValidationError

from recoverycollege.config import Settings
from recoverycollege.database import LARGEST_ID
from recoverycollege.text import clean

HEADERS = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
}
LARGEST_POST = 512 * 1024

limiter = Limiter(get_remote_address, default_limits=[], headers_enabled=False)


class CleanValues(ImmutableMultiDict[str, Any]):
    """Form and query values without NUL and other control characters. A file stays a file: its
    name and content are looked at where files are taken."""

    def __init__(self, mapping: Any = None) -> None:
        values = ImmutableMultiDict(mapping).items(multi=True) if mapping is not None else ()
        super().__init__([(clean(str(name)), _cleaned(value)) for name, value in values])


def _cleaned(value: Any) -> Any:
    return value if isinstance(value, FileStorage) else clean(str(value))


class CleanRequest(Request):
    parameter_storage_class = CleanValues


class BoundedInteger(IntegerConverter):
    """Integers in addresses end where the database's do."""

    def __init__(self, map: Any, **options: Any) -> None:
        super().__init__(map, **({"max": LARGEST_ID, "min": 0} | options))

    def to_python(self, value: str) -> int:
        """Beyond the end nothing is there; for werkzeug another method might still fit (405)."""
        try:
            number: int = super().to_python(value)
        except ValidationError:
            raise NotFound from None
        return number


def init_app(app: Flask) -> None:
    settings: Settings = app.extensions["settings"]
    app.request_class = CleanRequest
    app.url_map.converters["int"] = BoundedInteger
    app.config.update(
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.base_url.startswith("https:"),
        SESSION_COOKIE_NAME="session",
        MAX_CONTENT_LENGTH=LARGEST_POST,
        MAX_FORM_MEMORY_SIZE=LARGEST_POST,
        MAX_FORM_PARTS=500,
        WTF_CSRF_TIME_LIMIT=None,
        RATELIMIT_ENABLED=settings.throttle == "on",
        RATELIMIT_STORAGE_URI=settings.redis_url or "memory://",
    )
    limiter.init_app(app)
    app.jinja_env.globals["csrf_token"] = generate_csrf
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, hops, hops, hops)  # type: ignore[method-assign]
    app.before_request(refuse_strange)
    app.after_request(add_headers)


def refuse_strange() -> None:
    """NUL in an address is nobody's page; a post from another site is nobody's press."""
    if "\x00" in request.path:
        abort(404)
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        abort(403)
    origin = request.headers.get("Origin")
    if origin and origin != "null" and urlsplit(origin).netloc != request.host:
        abort(403)


def add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if request.endpoint == "static":
        return response
    if "Cache-Control" not in response.headers:
        personal = bool(current_user) and current_user.is_authenticated
        fleeting = personal or request.method != "GET" or response.status_code >= 400
        response.headers["Cache-Control"] = "no-store" if fleeting else "no-cache"
    response.vary.add("Cookie")
    return response
