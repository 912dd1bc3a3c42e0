"""Every look at a person is written down: who looked, at whose page, and when."""

from __future__ import annotations

from flask_login import current_user
from sqlalchemy import insert

from recoverycollege import clock
from recoverycollege.accounts.models import Look
from recoverycollege.database import aside


def look(person_id: int, page: str) -> None:
    """Call it on GET only: a post holds the write lock, and this writes beside it."""
    aside(
        insert(Look).values(
            person_id=person_id, viewer_id=current_user.person_id, page=page, at=clock.now()
        )
    )
