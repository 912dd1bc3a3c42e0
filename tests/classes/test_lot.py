"""The day until which wishes are gathered: when it can still be changed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from recoverycollege.classes.rules.lot import LotFacts, check_lot_day
from recoverycollege.refusals import Refused

TODAY = date(2026, 3, 11)
SOON, PAST = TODAY + timedelta(days=5), TODAY - timedelta(days=1)


@pytest.mark.parametrize(
    ("wanted", "facts"),
    [
        (None, LotFacts(None, placed=3)),
        (SOON, LotFacts(None)),
        (SOON, LotFacts(None, wishes=2)),
        (TODAY, LotFacts(SOON, wishes=2)),
        (None, LotFacts(SOON)),
        (PAST, LotFacts(PAST, wishes=2)),
        (PAST, LotFacts(PAST, drawn=True, placed=8)),
    ],
)
def test_the_day_may_be_this_one(wanted: date | None, facts: LotFacts) -> None:
    check_lot_day(wanted, facts, TODAY)


@pytest.mark.parametrize(
    ("wanted", "facts", "why"),
    [
        (None, LotFacts(SOON, wishes=2), "the lot has to stay"),
        (PAST, LotFacts(SOON, wishes=2), "still to come"),
        (PAST, LotFacts(None), "still to come"),
        (SOON, LotFacts(None, placed=1), "have a place"),
        (None, LotFacts(PAST, drawn=True), "drawn already"),
        (SOON, LotFacts(PAST, drawn=True), "drawn already"),
    ],
)
def test_nobody_loses_a_lot_they_were_promised(
    wanted: date | None, facts: LotFacts, why: str
) -> None:
    with pytest.raises(Refused) as refused:
        check_lot_day(wanted, facts, TODAY)
    assert why in refused.value.message


@pytest.mark.both
def test_the_office_cannot_undo_a_lot_with_one_press(
    college: Any, sign_in_as: Any, time: Any
) -> None:
    until = time.now.date() + timedelta(days=3)
    group = college.scheduled_class(lot_until=until, starts_in=timedelta(weeks=3))
    college.enrol(group, state="waiting", places=2)
    url = f"/staff/classes/{group.id}/edit"
    office = sign_in_as(college.office())
    answer = office.submit(url, lot_until="")
    assert answer.status_code == 422
    assert "because a lot decides: 1." in answer.text
    assert office.submit(url, lot_until=str(time.now.date() - timedelta(days=1))).status_code == 422
    later = until + timedelta(days=2)
    assert office.submit(url, lot_until=str(later)).status_code == 303
    college.enrol(given := college.scheduled_class())
    answer = office.submit(f"/staff/classes/{given.id}/edit", lot_until=str(later))
    assert answer.status_code == 422
    assert "have a place on this class already" in answer.text
