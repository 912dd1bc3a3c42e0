"""Whom released reports count: class by class, as numbers."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import func, select

from recoverycollege.database import db
from recoverycollege.feedback.models import Counted, Release, ReleaseCount, Turnout
from recoverycollege.feedback.models.releases import OUT

Released = dict[str, list[tuple[str, set[int]]]]  # item → of each release its scope, and classes


def released() -> Released:
    """Of every report that went out, withdrawn ones too: what was read stays read."""
    found: dict[tuple[str, int, str], set[int]] = defaultdict(set)
    for item, number, scope, class_id in db.session.execute(
        select(ReleaseCount.item, Release.id, Release.scope, ReleaseCount.class_id)
        .join(Release, Release.id == ReleaseCount.release_id)
        .where(Release.state.in_(OUT))
    ):
        found[item, number, scope].add(class_id)
    by_item: Released = defaultdict(list)
    for (item, _, scope), class_ids in sorted(found.items(), key=lambda each: each[0]):
        by_item[item].append((scope, class_ids))
    return by_item


def published_now() -> str:
    """Changes whenever anything is published: a release, or a figure on the college's pages."""
    out = select(func.count()).where(Release.state.in_(OUT)).scalar_subquery()
    counted = select(func.count()).select_from(Counted).scalar_subquery()
    turnouts = select(func.count()).select_from(Turnout).scalar_subquery()
    return "-".join(map(str, db.session.execute(select(out, counted, turnouts)).one()))
