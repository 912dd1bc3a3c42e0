"""What the worker does for classes."""

from __future__ import annotations

from datetime import datetime

from recoverycollege.classes.services.versions import hold_versions
from recoverycollege.database import begin_write, db


def taught_from(now: datetime) -> int:
    """Classes that begin keep the words they are taught from."""
    begin_write()
    done = hold_versions(now)
    db.session.commit()
    return done
