"""Who else can help: the support directory, and "Get help now"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from flask import current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from recoverycollege.accounts.browser import Anonymous
from recoverycollege.catalogue.blueprint import catalogue
from recoverycollege.catalogue.models import SupportEntry
from recoverycollege.catalogue.support_list import entries
from recoverycollege.errors import help_lines
from recoverycollege.guards import audience

_NUMBER = re.compile(r"\+?\d[\d ()./-]*")


@catalogue.get("/help-now")
@audience("public")
def help_now() -> ResponseReturnValue:
    """Needs neither database nor user, and tells nobody looking over a shoulder who this is."""
    g._login_user = Anonymous()  # or the page would ask the database who is signed in
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    return render_template("catalogue/help_now.html", here="help", lines=help_lines(app))


@catalogue.get("/support")
@audience("public")
def support() -> ResponseReturnValue:
    """The whole directory, or one topic or area of it; help now is always on top."""
    topic, area = request.args.get("topic", ""), request.args.get("area", "")
    lines = entries()
    topics = _choices((line.topic for line in lines if not line.help_now), topic_words)
    areas = _choices((line.area for line in lines), str)
    return render_template(
        "catalogue/support.html",
        now=[line for line in lines if line.help_now],
        others=_filtered(lines, topic, area),
        topics=topics,
        areas=areas,
        topic=topic,
        area=area,
        topic_words=topic_words,
    )


def _choices(values: Iterable[str], words: Callable[[str], str]) -> list[tuple[str, str]]:
    return sorted(((v, words(v)) for v in set(values) if v), key=lambda pair: pair[1].casefold())


def _filtered(lines: Sequence[SupportEntry], topic: str, area: str) -> list[SupportEntry]:
    known_areas = {line.area for line in lines}
    chosen = [line for line in lines if not line.help_now and topic in ("", line.topic)]
    if area in known_areas:
        everywhere = {"", area, _("Everywhere"), "Everywhere"}
        chosen = [line for line in chosen if line.area in everywhere]
    return chosen


@catalogue.app_template_filter()
def dialled(number: str) -> str:
    """The part of a number that a telephone dials: of "LANTERN to 852 58", 85258."""
    found = _NUMBER.search(number)
    return re.sub(r"\(0\)|[^+\d]", "", found.group()) if found else ""


def topic_words(topic: str) -> str:
    """A topic as people say it; the office may add its own."""
    known = {
        "crisis": _("When it is too much"),
        "peer-group": _("Groups of people who know it themselves"),
        "forum": _("Online forums"),
        "relatives": _("Relatives and friends"),
        "money": _("Money"),
        "housing": _("A place to live"),
        "young-people": _("Young people"),
        "older-people": _("Older people"),
        "culture": _("Your language and culture"),
    }
    return known.get(topic) or topic.replace("-", " ").capitalize()
