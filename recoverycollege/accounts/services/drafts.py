"""Calls half done: what was typed about a caller is kept until their place is saved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete

from recoverycollege.accounts.models import CallDraft
from recoverycollege.database import db

MOST_FIELDS, LONGEST = 40, 4000


def keep_draft(
    draft_id: int | None,
    fields: Mapping[str, str],
    *,
    class_id: int | None,
    person_id: int | None,
    by_id: int,
    now: datetime,
) -> CallDraft:
    """Keeps a call half done, the one it was before if that is still there. When they rang stays
    as it was, and so does who spoke with them first."""
    draft = db.session.get(CallDraft, draft_id, with_for_update=True) if draft_id else None
    if draft is None:
        draft = CallDraft(by_id=by_id, received_at=now)
        db.session.add(draft)
    draft.class_id, draft.person_id, draft.changed_at = class_id, person_id, now
    pairs = list(fields.items())[:MOST_FIELDS]
    draft.fields = {name[:40]: value[:LONGEST] for name, value in pairs}
    db.session.flush()
    return draft


def drop_draft(draft_id: int | None) -> None:
    """Forgets a call half done: the place is saved, or nobody needs it any more."""
    if draft_id is not None:
        db.session.execute(delete(CallDraft).where(CallDraft.id == draft_id))
