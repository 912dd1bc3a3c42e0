"""A team writes the plan of a session."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from recoverycollege import history
from recoverycollege.classes.models import ClassSession, PlanPart, SessionPlan, TeamMember
from recoverycollege.classes.queries.plans import plan_of
from recoverycollege.classes.rules.plans import Part
from recoverycollege.database import db
from recoverycollege.refusals import N_, Refused


class PlanChanged(Exception):
    """Someone else of the team saved the plan meanwhile."""


def save_plan(
    session_id: int, parts: Sequence[Part], *, version: int, by_id: int, now: datetime
) -> None:
    """Makes these the parts of a session's plan; none empties it. `version` is the plan's as it
    was when it was read, 0 before there was one. Raises `PlanChanged` when it is another by now,
    and `Refused` for a session that was called off."""
    session = _locked(session_id)
    if session.called_off or session.scheduled_class.state == "called_off":
        raise Refused(N_("This session was called off, so it needs no plan."))
    plan = plan_of(session_id)
    if version != (plan.version if plan else 0):
        raise PlanChanged
    if plan is None:
        plan = SessionPlan(session_id=session_id, version=0)
        db.session.add(plan)
    plan.version, plan.changed_at = version + 1, now
    plan.parts = []
    db.session.flush()  # the old parts leave their positions
    team = set(
        db.session.scalars(select(TeamMember.id).where(TeamMember.class_id == session.class_id))
    )
    plan.parts = [
        PlanPart(
            position=position,
            minutes=part.minutes,
            words=part.words,
            bring=part.bring,
            leader_id=part.leader_id if part.leader_id in team else None,
        )
        for position, part in enumerate(parts)
    ]
    detail = {"session": session_id, "parts": len(parts)}
    history.record("plan.saved", "class", session.class_id, actor_id=by_id, **detail)


def _locked(session_id: int) -> ClassSession:
    """The session's row is the lock of its plan: it is there before the plan is."""
    db.session.expire_all()
    session = db.session.scalar(
        select(ClassSession)
        .where(ClassSession.id == session_id)
        .options(joinedload(ClassSession.scheduled_class, innerjoin=True))
        .with_for_update(of=ClassSession)
    )
    if session is None:
        raise Refused(N_("This date is not here any more."))
    return session
