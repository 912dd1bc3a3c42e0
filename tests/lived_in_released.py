"""Reports for commissioners in a college that has been lived in."""

from __future__ import annotations

from recoverycollege import clock
from recoverycollege.database import db
from recoverycollege.feedback.models import Release, ReleaseRow
from recoverycollege.feedback.rules.items import VERSION


def release() -> None:
    """One that went out, and one that could not."""
    whole = {"scope": "college", "scope_id": 0, "period": "year", "period_id": 2025}
    whole |= {"period_name": "2025", "asked_at": clock.now()}
    out = Release(**whole, state="released", released_at=clock.now(), classes=9)
    db.session.add_all([out, Release(**whole, state="refused", reason="Too few people.")])
    db.session.flush()
    change = {"people": 45, "before": 3.1, "after": 3.6, "change": 0.5, "low": 0.1, "high": 0.9}
    change |= {"up": 25, "same": 20, "down": None, "effect": 0.46, "d_z": 0.5, "t_p": 0.0}
    change |= {"signed_rank_p": 0.012, "rank_biserial": 0.61}
    change |= {"spread": {"before": [0, 10, 15, 15, 5], "after": [0, 5, 10, 20, 10]}}
    lines = [("change", "hopeful", change), ("after", "met_someone", {"people": 40, "after": 4.2})]
    lines += [("who", "both", {"people": 45, "share": 65})]
    for position, (kind, item, cells) in enumerate(lines):
        row = ReleaseRow(release_id=out.id, position=position, kind=kind, item=item, cells=cells)
        row.version = VERSION
        db.session.add(row)
    db.session.commit()
