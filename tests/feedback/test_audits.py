"""The audit finds figures that must not be, and answers that lie wrong."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from recoverycollege.database import db
from recoverycollege.feedback.models import AskedOutcome, Change, Counted, Turnout
from recoverycollege.worker import run_once
from tests.feedback.answers import answer, loose, pairs

pytestmark = pytest.mark.both


@pytest.fixture
def group(app, college):
    found = college.scheduled_class(sessions=1, starts_in=timedelta(weeks=-4))
    pairs(college, found, 9)
    code = loose(found, before=2, after=3, item="outcome-a")
    db.session.add(AskedOutcome(class_id=found.id, position=0, item="outcome-a", words="rest"))
    db.session.commit()
    run_once(app)
    return found, code


def audit(app):
    db.session.commit()
    return app.test_cli_runner().invoke(args=["audit"])


def test_what_is_well(app, group) -> None:
    found = audit(app)
    assert found.exit_code == 0, found.output
    assert found.output.count("feedback:") == 4


def nobody_counted(group, code) -> None:
    db.session.execute(delete(Counted).where(Counted.scope == "course", Counted.item != ""))


def nobody_answered(group, code) -> None:
    db.session.execute(delete(Counted).where(Counted.scope == "course", Counted.item == ""))


def one_too_many(group, code) -> None:
    db.session.execute(update(Turnout).where(Turnout.scope == "class").values(neither=1))


def ups_and_downs(group, code) -> None:
    db.session.execute(update(Change).where(Change.scope == "class").values(up=99))


def still_open(group, code) -> None:
    db.session.execute(delete(Turnout).where(Turnout.scope == "class"))


def never_asked(group, code) -> None:
    db.session.execute(delete(AskedOutcome))


@pytest.mark.parametrize(
    ("breach", "words"),
    [
        (nobody_counted, "nobody knows which classes are counted"),
        (nobody_answered, "nobody knows which classes are counted"),
        (one_too_many, "more people answered or not than have a place"),
        (ups_and_downs, "the figures of hopeful do not add up"),
        (still_open, "its forms are not closed"),
        (never_asked, "answers to what it was not asked"),
    ],
)
def test_what_is_broken(app, group, breach, words) -> None:
    breach(*group)
    found = audit(app)
    assert found.exit_code == 2
    assert words in found.output


def test_a_code_on_two_classes(app, college, group) -> None:
    answer(college.scheduled_class(), group[1], before=1)
    found = audit(app)
    assert "codes with answers on more than one class: 1" in found.output
    assert group[1] not in found.output


def test_small_figures_are_found(app, group, monkeypatch) -> None:
    """The database refuses seven; the audit looks nevertheless, by the rule as it stands."""
    monkeypatch.setattr("recoverycollege.feedback.rules.privacy.THRESHOLD", 10)
    assert "a change of 9 people" in audit(app).output
