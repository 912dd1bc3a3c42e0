"""A step of one co-teacher meets one of another, after it has read and before it locks: it is
refused kindly, and nothing is half done."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import func, select

from recoverycollege.classes.models import Absence, ClassSession, CoTeacher, TeamMember
from recoverycollege.classes.queries.joining import own_joining, stepping_in
from recoverycollege.classes.services import absences, dates, joining, teams
from recoverycollege.database import begin_write, db
from recoverycollege.refusals import Refused
from recoverycollege.teaching.queries import team_session
from tests.college import ZONE
from tests.races.crowd import all_at_once, elsewhere, step

pytestmark = pytest.mark.both


@pytest.fixture
def there(college: Any, time: Any) -> SimpleNamespace:
    """Numbers only: what is read before is read again."""
    dee, ravi, kofi = (college.person(name).id for name in ("Dee Peer", "Ravi Nurse", "Kofi Step"))
    db.session.add(CoTeacher(person_id=kofi, peer=True, added_at=time.now))
    team = [(college.person("Tia Peer"), "peer")]
    found = college.scheduled_class(team=team, starts_in=timedelta(days=3))
    for person_id, side in ((dee, "peer"), (ravi, "practitioner")):
        member = TeamMember(person_id=person_id, perspective=side, shown_name=side)
        member.joined_at = time.now
        found.team.append(member)
    db.session.commit()
    session_id = found.sessions[1].id
    db.session.rollback()
    begin_write()
    return SimpleNamespace(
        class_id=found.id, session_id=session_id, dee=dee, ravi=ravi, kofi=kofi, now=time.now
    )


def own_session(there: Any, person_id: int) -> ClassSession:
    found = team_session(person_id, there.session_id)
    assert found is not None
    return found


def away(there: Any) -> Absence:
    row = absences.cannot_come(own_session(there, there.dee), there.dee, there.now)
    db.session.commit()
    begin_write()
    return row


def absent() -> int:
    return db.session.scalar(select(func.count()).select_from(Absence)) or 0


def comes_back_elsewhere(app: Any, there: Any) -> None:
    """Dee can come after all, and says so in another request."""

    def back() -> None:
        absences.can_come(own_session(there, there.dee), there.dee, there.now)

    elsewhere(app, back)


def test_they_can_come_while_someone_says_yes(app: Any, there: Any) -> None:
    how = {"absence_id": away(there).id, "now": there.now, "by_id": there.dee, "zone": ZONE}
    joining_id = joining.invite(there.class_id, there.kofi, **how).id
    db.session.commit()
    begin_write()
    assert own_joining(there.kofi, joining_id)

    comes_back_elsewhere(app, there)
    with pytest.raises(Refused):
        joining.accept(joining_id, there.now, there.kofi)
    assert absent() == 0


def test_they_can_come_while_whoever_steps_in_cannot(app: Any, there: Any) -> None:
    absence_id = away(there).id
    absences.put_in_for(absence_id, there.kofi, now=there.now, by_id=there.dee)
    db.session.commit()
    begin_write()
    assert stepping_in(there.kofi, there.now)

    comes_back_elsewhere(app, there)
    with pytest.raises(Refused):
        absences.step_out(absence_id, there.kofi, there.now)
    assert absent() == 0


def test_they_are_taken_out_while_they_say_they_cannot_come(app: Any, there: Any) -> None:
    session = own_session(there, there.dee)

    def out() -> None:
        teams.remove_team_member(there.class_id, there.dee, by_id=there.ravi)

    elsewhere(app, out)
    with pytest.raises(Refused):
        absences.cannot_come(session, there.dee, there.now)
    assert absent() == 0


def test_the_session_is_taken_out_while_they_say_so(app: Any, there: Any) -> None:
    session = own_session(there, there.dee)

    def out() -> None:
        dates.remove_session(there.session_id, now=there.now, by_id=there.ravi)

    elsewhere(app, out)
    with pytest.raises(Refused):
        absences.cannot_come(session, there.dee, there.now)
    assert absent() == 0


def test_two_classes_ask_the_same_new_person(app: Any, college: Any, there: Any) -> None:
    """Each makes their row where there is none."""
    classes = [college.scheduled_class().id, college.scheduled_class().id]
    how = {"perspective": "peer", "now": there.now, "by_id": there.dee, "zone": ZONE}
    for person_id in [college.person().id for _trial in range(4)]:
        db.session.rollback()
        asks = [step(app, lambda c=c, p=person_id: joining.invite(c, p, **how)) for c in classes]
        assert all_at_once(asks) == ["done", "done"]
