"""A team writes the plan of a session."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from recoverycollege import history
from recoverycollege.classes.models import ClassSession, PlanPart, SessionPlan, TeamMember
from recoverycollege.classes.queries.plans import plan_of
from recoverycollege.classes.rules.plans import Part
from recoverycollege.classes.services.planning import locked
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
    """The session, under the lock of its class: then neither its team nor its dates change."""
    class_id = db.session.scalar(select(ClassSession.class_id).where(ClassSession.id == session_id))
    if class_id is not None:
        session = next((s for s in locked(class_id).sessions if s.id == session_id), None)
        if session is not None:
            return session
    raise Refused(N_("This date is not here any more."))
