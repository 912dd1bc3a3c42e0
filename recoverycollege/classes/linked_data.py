"""A class as schema.org names it, so that search engines find its dates."""

from __future__ import annotations

from typing import Any

from recoverycollege.classes.models import ScheduledClass

_MODES = {"in-person": ["Onsite"], "online": ["Online"], "hybrid": ["Onsite", "Online"]}


def course_instance(found: ScheduledClass, *, url: str) -> dict[str, Any]:
    """The `CourseInstance` of a class. Nobody's name is in it, and never the joining link."""
    data: dict[str, Any] = {
        "@type": "CourseInstance",
        "name": found.course.title,
        "description": found.course.summary,
        "inLanguage": found.course.language,
        "courseMode": _MODES[found.format],
        "url": url,
        "isAccessibleForFree": True,
    }
    if found.sessions:
        first, last = found.sessions[0], found.sessions[-1]
        data["startDate"] = first.starts_at.isoformat()
        data["endDate"] = last.ends_at.isoformat()
    if found.state == "called_off":
        data["eventStatus"] = "https://schema.org/EventCancelled"
    if found.format != "online" and not found.venue.online:
        venue = found.venue
        data["location"] = {"@type": "Place", "name": venue.name, "address": venue.address}
    else:
        data["location"] = {"@type": "VirtualLocation", "url": url}
    return data
