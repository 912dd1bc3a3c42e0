"""A course as schema.org names it, so that search engines find it and its dates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import current_app, url_for

from recoverycollege.catalogue.models import Course
from recoverycollege.enrolment.queries.coming import ComingClass

MODES = {"in-person": ["Onsite"], "online": ["Online"], "hybrid": ["Onsite", "Online"]}


def course_data(course: Course, classes: Sequence[ComingClass]) -> dict[str, Any]:
    """The `Course` with its instances. Nobody's name is in it."""
    settings = current_app.extensions["settings"]
    data = {
        "@context": "https://schema.org",
        "@type": "Course",
        "name": course.title,
        "description": course.summary,
        "url": _address("catalogue.course", slug=course.slug),
        "inLanguage": course.language,
        "isAccessibleForFree": True,
        "about": course.strand.name,
        "provider": {
            "@type": "Organization",
            "name": settings.college_name,
            "url": settings.base_url,
        },
    }
    if course.outcomes:
        data["teaches"] = [outcome.words for outcome in course.outcomes]
    if classes:
        data["hasCourseInstance"] = [_instance(one) for one in classes]
    return data


def _instance(one: ComingClass) -> dict[str, Any]:
    url = _address("classes.scheduled_class", class_id=one.id)
    online = one.format == "online" or one.venue_online
    return {
        "@type": "CourseInstance",
        "courseMode": MODES[one.format],
        "url": url,
        "startDate": one.first_starts.isoformat(),
        "endDate": one.last_ends.isoformat(),
        "location": {"@type": "VirtualLocation", "url": url}
        if online
        else {"@type": "Place", "name": one.venue_name, "address": one.venue_address},
    }


def _address(endpoint: str, **values: Any) -> str:
    base: str = current_app.extensions["settings"].base_url
    return base + url_for(endpoint, **values)
