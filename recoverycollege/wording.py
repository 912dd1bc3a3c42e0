"""How dates, times and numbers read, in the language of the page and the college's zone."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from flask import Flask, current_app
from flask_babel import get_locale, gettext, ngettext

from recoverycollege import clock
from recoverycollege.text import as_written, markdown


def init_app(app: Flask) -> None:
    for filter_ in (day, day_short, day_year, time, moment, span, ordinal, number_of_places):
        app.jinja_env.filters[filter_.__name__] = filter_
    app.jinja_env.filters["markdown"] = markdown
    app.jinja_env.filters["as_written"] = as_written
    app.jinja_env.policies["ext.i18n.trimmed"] = True


def zone() -> ZoneInfo:
    found: ZoneInfo = current_app.extensions["settings"].zone
    return found


def _locale() -> Any:
    locale = get_locale() or "en"
    return "en_GB" if str(locale) == "en" else locale


def _day(value: date | datetime) -> date:
    return clock.local(value, zone()).date() if isinstance(value, datetime) else value


def day(value: date | datetime) -> str:
    """Tuesday 14 January"""
    return format_date(_day(value), "EEEE d MMMM", locale=_locale())


def day_short(value: date | datetime) -> str:
    """14 January"""
    return format_date(_day(value), "d MMMM", locale=_locale())


def day_year(value: date | datetime) -> str:
    """14 January 2026"""
    return format_date(_day(value), "d MMMM y", locale=_locale())


def month_year(value: date | datetime) -> str:
    """January 2026"""
    return format_date(_day(value), "LLLL y", locale=_locale())


def time(value: datetime) -> str:
    """10:30, in the college's zone"""
    return format_time(clock.local(value, zone()), "HH:mm", locale=_locale())


def moment(value: datetime) -> str:
    """Tuesday 14 January, 10:30"""
    return f"{day(value)}, {time(value)}"


def moment_brief(value: datetime) -> str:
    """Wed 14 January, 10:30: for text messages"""
    return f"{format_date(_day(value), 'EEE d MMMM', locale=_locale())}, {time(value)}"


def span(starts: datetime, ends: datetime) -> str:
    """10:30 to 12:30"""
    return gettext("%(start)s to %(end)s", start=time(starts), end=time(ends))


def weekday_plural(value: datetime) -> str:
    """Tuesdays"""
    name = format_date(_day(value), "EEEE", locale=_locale())
    return f"{name}s" if str(_locale()).startswith("en") else name


def ordinal(number: int) -> str:
    """first, second … tenth; then 11th"""
    words = [
        gettext("first"),
        gettext("second"),
        gettext("third"),
        gettext("fourth"),
        gettext("fifth"),
        gettext("sixth"),
        gettext("seventh"),
        gettext("eighth"),
        gettext("ninth"),
        gettext("tenth"),
    ]
    if 1 <= number <= len(words):
        return words[number - 1]
    return gettext("number %(number)s", number=number)


def number_of_places(count: int) -> str:
    """1 place left, 5 places left"""
    return ngettext("%(num)s place left", "%(num)s places left", count)
