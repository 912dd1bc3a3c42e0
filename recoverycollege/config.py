"""Every setting, with its default and its meaning, in one checked dataclass.

A setting is read from the environment (`RECOVERYCOLLEGE_NAME`), then from `config.toml` in the
instance folder, then from the default below. `load()` refuses settings it would be unsafe to
start with.
"""

from __future__ import annotations

import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

PREFIX = "RECOVERYCOLLEGE_"
KEY_LENGTH = 32


class UnsafeSettings(Exception):
    """The settings would be unsafe or impossible to start with; the text says what to change."""


def setting(default: Any, meaning: str) -> Any:
    return field(default=default, metadata={"meaning": meaning})


@dataclass(frozen=True)
class Settings:
    instance: Path = setting(Path("instance"), "The folder of this installation: config, SQLite.")
    secret_key: str = setting("", "Signs cookies and links. At least 32 characters.")
    answer_key: str = setting("", "Codes feedback answers. Never change it, never back it up here.")
    base_url: str = setting("", "The address people use, for links in letters.")
    trusted_proxies: int = setting(0, "How many proxies in front set X-Forwarded-For.")
    database_url: str = setting("", "SQLite in the instance folder, or postgresql://…")
    redis_url: str = setting("", "Shares throttles between processes; without it, memory.")
    smtp_url: str = setting(
        "", "smtp://user:password@host:587 or smtps://host:465. Empty: a folder."
    )
    mail_from: str = setting("", "The neutral sender of every letter: an address of its own.")
    mail_name: str = setting("Riverside", "The neutral name beside that address.")
    text_url: str = setting(
        "", "A text message gateway: takes a JSON POST of `to` and `text`. `console:`: a folder."
    )
    college_name: str = setting("Riverside Recovery College", "The name on every page.")
    college_phone: str = setting("", "The office's number, shown on the contact page.")
    college_email: str = setting("", "The office's address, shown on the contact page.")
    college_address: str = setting("", "Where the office is, shown on the contact page.")
    college_hours: str = setting("", "When the office answers, in words.")
    minimum_age: int = setting(18, "The age from which people may come; shown, never checked.")
    call_after_missed: str = setting(
        "asked", "Who is rung after a missed session: `asked` (for it) or `everyone`."
    )
    missed_calls_by: str = setting("office", "Who rings then: `office`, or `team` (and office).")
    first_session_matters: bool = setting(False, "Says so, and asks after who missed it.")
    timezone: str = setting("Europe/London", "The zone whose clock the college lives by.")
    languages: str = setting("en", "Languages of the pages, the first is the default.")
    country: str = setting("GB", "The country of phone numbers written without a code.")
    demo: bool = setting(False, "The demonstration: keys made here, letters in a folder, no 2FA.")
    throttle: str = setting("on", "`off` only under DEMO, for load tests.")
    host: str = setting("127.0.0.1", "The address `serve` listens on.")
    port: int = setting(8000, "The port `serve` listens on.")
    processes: int = setting(0, "Web processes of `serve`; 0 means one per core.")
    threads: int = setting(2, "Threads of each web process.")
    metrics_key: str = setting("", "Lets /metrics be read from elsewhere with `?key=`.")

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def language_list(self) -> list[str]:
        return [part for part in self.languages.replace(",", " ").split() if part]

    @property
    def letters_folder(self) -> Path:
        """Where letters go when there is no SMTP server."""
        return self.instance / "letters"

    @property
    def texts_folder(self) -> Path:
        """Where text messages go with TEXT_URL=console:"""
        return self.instance / "texts"


def meanings() -> dict[str, str]:
    """`NAME` → meaning, for the documentation's test."""
    return {f.name.upper(): f.metadata["meaning"] for f in fields(Settings)}


def load(environ: Mapping[str, str] | None = None, **overrides: Any) -> Settings:
    """The checked settings of this installation. Raises `UnsafeSettings`."""
    environ = os.environ if environ is None else environ
    instance = Path(overrides.get("instance") or environ.get(PREFIX + "INSTANCE") or "instance")
    instance = instance.absolute()
    values: dict[str, Any] = _from_file(instance / "config.toml")
    for f in fields(Settings):
        if PREFIX + f.name.upper() in environ:
            values[f.name] = environ[PREFIX + f.name.upper()]
    values |= overrides | {"instance": instance}
    values = {f.name: _typed(f, values[f.name]) for f in fields(Settings) if f.name in values}
    settings = Settings(**values)
    return _checked(_with_defaults(settings))


def _from_file(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    known = {f.name for f in fields(Settings)}
    values = {name.lower(): value for name, value in tomllib.loads(path.read_text()).items()}
    if unknown := sorted(set(values) - known):
        raise UnsafeSettings(f"{path.name} has settings nobody knows: {', '.join(unknown)}")
    return values


def _typed(f: Any, value: Any) -> Any:
    if isinstance(f.default, bool):
        return (
            value
            if isinstance(value, bool)
            else value.strip().lower() in {"1", "true", "on", "yes"}
        )
    if isinstance(f.default, int):
        try:
            return int(value)
        except ValueError:
            raise UnsafeSettings(f"{f.name.upper()} must be a whole number.") from None
    if isinstance(f.default, Path):
        return Path(value)
    return str(value)


def _with_defaults(settings: Settings) -> Settings:
    from dataclasses import replace

    changes: dict[str, Any] = {}
    if settings.demo:
        keys = _demo_keys(settings.instance)
        changes["secret_key"] = settings.secret_key or keys["secret_key"]
        changes["answer_key"] = settings.answer_key or keys["answer_key"]
        changes["college_phone"] = settings.college_phone or "01632 960 111"
        changes["college_email"] = settings.college_email or "hello@riverside.example"
        changes["college_address"] = (
            settings.college_address or "4 Market Street, Riverside RV1 2AB"
        )
        changes["college_hours"] = settings.college_hours or "Monday to Friday, 9:30 to 16:00"
        changes["base_url"] = settings.base_url or f"http://127.0.0.1:{settings.port}"
        changes["mail_from"] = settings.mail_from or "hello@riverside.example"
    changes["base_url"] = changes.get("base_url", settings.base_url).rstrip("/")
    url = settings.database_url or f"sqlite:///{settings.instance / 'recoverycollege.sqlite'}"
    for old in ("postgres://", "postgresql://"):
        if url.startswith(old):
            url = "postgresql+psycopg://" + url.removeprefix(old)
    changes["database_url"] = url
    return replace(settings, **changes)


def _demo_keys(instance: Path) -> dict[str, str]:
    """The demonstration makes its own keys once and keeps them."""
    path = instance / "demo-keys.toml"
    if not path.exists():
        instance.mkdir(parents=True, exist_ok=True)
        text = "".join(
            f'{name} = "{secrets.token_urlsafe(48)}"\n' for name in ("secret_key", "answer_key")
        )
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(text)
    return tomllib.loads(path.read_text())


def _checked(settings: Settings) -> Settings:
    for name in ("secret_key", "answer_key"):
        if len(getattr(settings, name)) < KEY_LENGTH:
            raise UnsafeSettings(
                f"{PREFIX}{name.upper()} is missing or shorter than {KEY_LENGTH} characters. "
                "Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
            )
    if settings.secret_key == settings.answer_key:
        raise UnsafeSettings("SECRET_KEY and ANSWER_KEY must differ.")
    if settings.throttle not in {"on", "off"}:
        raise UnsafeSettings("THROTTLE is `on` or `off`.")
    if settings.throttle == "off" and not settings.demo:
        raise UnsafeSettings("THROTTLE=off is only for load tests, under DEMO.")
    if settings.call_after_missed not in {"asked", "everyone"}:
        raise UnsafeSettings("CALL_AFTER_MISSED is `asked` or `everyone`.")
    if settings.missed_calls_by not in {"office", "team"}:
        raise UnsafeSettings("MISSED_CALLS_BY is `office` or `team`.")
    if not settings.demo and not settings.smtp_url:
        raise UnsafeSettings("SMTP_URL is missing: without it no letter reaches anyone.")
    if not settings.base_url.startswith(("https://", "http://")):
        raise UnsafeSettings("BASE_URL is missing: links in letters lead there (https://…).")
    if settings.text_url and not settings.text_url.startswith(("https://", "http://", "console:")):
        raise UnsafeSettings("TEXT_URL is https://…, http://… or console:, for a folder.")
    if "@" not in settings.mail_from:
        raise UnsafeSettings("MAIL_FROM is missing: letters come from this address.")
    try:
        _ = settings.zone
    except (KeyError, ValueError, OSError):
        raise UnsafeSettings(f"TIMEZONE {settings.timezone} is not a known zone.") from None
    return settings
