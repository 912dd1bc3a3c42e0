"""This week: each session with what it takes, what waits, then the other classes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from recoverycollege.accounts.models import AccessNeed
from recoverycollege.accounts.services.tasks import add_task
from recoverycollege.classes.models import (
    ClassSession,
    Joining,
    PlanPart,
    ScheduledClass,
    SessionPlan,
)
from recoverycollege.database import db


@pytest.fixture
def week(sign_in_as, taught):
    """Dee's week, on one line."""

    def look():
        look.client = sign_in_as(taught.dee)
        return " ".join(look.client.get("/teaching").text.split())

    return look


def plan(session, time):
    part = PlanPart(position=0, minutes=60, words="Soup")
    db.session.add(SessionPlan(session_id=session.id, changed_at=time.now, parts=[part]))
    db.session.commit()


@pytest.mark.both
def test_a_session_says_all_it_takes(week, taught, time):
    venue = taught.group.venue
    venue.travel = "Bus 4 stops outside."
    page = week()
    for words in (
        "You teach 1 session in the next seven days.",
        "Today, 11:00 to 13:00",
        "The Boathouse, Room 2",
        "Bus 4 stops outside.",
        "3 people come",
        "1 person told you what helps them",
        "Not written yet",
        "Open the register",
    ):
        assert words in page
    assert page.count("button-primary") == 1
    assert "A seat by the door" not in page  # it is on the page of the class
    assert len(week.client.statements) <= 12


@pytest.mark.parametrize(
    ("hours", "written", "button"),
    [
        (1, False, "Open the register"),
        (1, True, "Open the register"),
        (30, False, "Write the plan"),
        (30, True, "See the plan"),
    ],
)
def test_one_button_for_what_is_most_worth_doing(college, sign_in_as, time, hours, written, button):
    group = college.scheduled_class(starts_in=timedelta(hours=hours))
    if written:
        plan(group.sessions[0], time)
    page = sign_in_as(group.team[0].person).get("/teaching").text
    assert page.count("button-primary") == 1
    assert page[page.index("button-primary") :].split(">", 2)[1].startswith(button)
    assert ("Tomorrow, " in page) == (hours == 30)


def test_seven_days_no_more_and_no_less(college, week, taught):
    for days, title in ((6, "Walk and talk"), (7, "Telling your story"), (-30, "Money and debt")):
        college.scheduled_class(
            college.course(title),
            starts_in=timedelta(days=days),
            sessions=1,
            team=[(taught.dee, "peer")],
        )
    page = week()
    order = ("Food and mood", "Walk and talk", "Later", "Telling your story", "Earlier", "Money")
    found = [page.index(words) for words in order]
    assert found == sorted(found)
    assert "2 sessions in the next seven days" in page


def test_a_session_that_runs_is_still_there(week, time):
    time.move(hours=2)
    assert "Open the register" in week()


def test_a_session_called_off_is_not(week, taught):
    db.session.get_one(ClassSession, taught.group.sessions[0].id).called_off = True
    assert "You teach nothing in the next seven days." in week()


@pytest.mark.both
def test_a_register_without_a_mark_waits(college, week, taught, time):
    assert "waits for you" not in week()
    time.move(hours=4)
    page = week()
    assert "1 thing waits for you" in page
    assert "Fill in the register: Food and mood, Wednesday 11 March" in page
    assert len(week.client.statements) <= 12
    college.mark(taught.group.sessions[0], taught.places[0])
    assert "Fill in the register" not in week()


@pytest.mark.parametrize("leads", [True, False])
def test_an_offer_waits_for_whoever_leads(college, week, taught, time, leads):
    taught.group.team[0].lead, taught.group.team[1].lead = leads, not leads
    kofi = college.person("Kofi Peer")
    college.co_teacher(kofi, "peer")
    one = Joining(class_id=taught.group.id, person_id=kofi.id, perspective="peer", invited=False)
    one.by_id, one.made_at, one.until = kofi.id, time.now, time.now + timedelta(days=7)
    db.session.add(one)
    db.session.commit()
    page = week()
    assert ("1 person offers to teach with you: Food and mood" in page) == leads
    assert (f"/teaching/classes/{taught.group.id}/team" in page) == leads
    assert len(week.client.statements) <= 12
    for how, value in (("invited", True), ("answer", "declined")):
        one = db.session.scalars(select(Joining)).one()
        one.invited, one.answer = False, "waiting"
        setattr(one, how, value)
        db.session.commit()
        assert "offers to teach" not in week()


def test_all_of_it_at_once_is_few_statements(college, week, taught, time):
    """A class that is over, one to come with an offer, an invitation elsewhere."""
    team = [(taught.dee, "peer", {"joined_at": time.now - timedelta(days=9)})]
    old = college.scheduled_class(starts_in=timedelta(days=-3), sessions=1, team=team)
    college.enrol(old)
    kofi, draft = college.person("Kofi Peer"), college.scheduled_class(state="draft", team=[])
    for found, person, invited in ((taught.group, kofi, False), (draft, taught.dee, True)):
        one = Joining(class_id=found.id, person_id=person.id, perspective="peer", invited=invited)
        one.by_id, one.made_at, one.until = kofi.id, time.now, time.now + timedelta(days=7)
        db.session.add(one)
    db.session.commit()
    page = week()
    for words in ("offers to teach", "You are asked to teach", "Two questions", "Fill in the"):
        assert words in page
    assert len(week.client.statements) <= 12


@pytest.mark.parametrize("case", ["too long ago", "called off", "nobody", "not mine", "draft"])
def test_registers_that_do_not_wait(college, sign_in_as, taught, time, case):
    session = db.session.get_one(ClassSession, taught.group.sessions[0].id)
    time.move(days=32 if case == "too long ago" else 1)
    if case == "too long ago":
        for later in taught.group.sessions[1:]:
            college.mark(later, taught.places[0])
    if case == "called off":
        session.called_off = True
    if case == "nobody":
        for place in taught.places:
            place.state = "withdrawn"
    if case == "draft":
        db.session.get_one(ScheduledClass, taught.group.id).state = "draft"
    who = college.scheduled_class().team[0].person if case == "not mine" else taught.dee
    assert "Fill in the register" not in sign_in_as(who).get("/teaching").text


def test_the_longest_waiting_comes_first(week, taught, time):
    due = {"now": time.now, "due_at": time.now + timedelta(days=2)}
    ada = taught.places[0]
    add_task("call", for_role="team", person_id=ada.person_id, about_id=ada.id, **due)
    db.session.commit()
    time.move(hours=4)
    page = week()
    assert "2 things wait for you" in page
    assert page.index("Fill in the register") < page.index("1 person to ring: Food and mood")
    assert f"/teaching/classes/{taught.group.id}#to-ring" in page


def test_calls_of_others_are_theirs(college, sign_in_as, taught, time):
    ada = taught.places[0]
    due = {"now": time.now, "due_at": time.now}
    add_task("call", for_role="team", person_id=ada.person_id, about_id=ada.id, **due)
    db.session.commit()
    stranger = college.scheduled_class().team[0].person
    assert "to ring" not in sign_in_as(stranger).get("/teaching").text


def test_needs_told_to_the_office_are_not_counted(week, taught):
    db.session.query(AccessNeed).filter_by(told_to="team").update({"told_to": "office"})
    db.session.commit()
    assert "told you what helps" not in week()


def test_times_for_a_talk_need_no_plan_and_free_ones_are_a_number(college, week, taught, time):
    course = college.course("A talk", kind="one-to-one")
    shown = {"perspective_scope": "public", "label_ok": True, "name_scope": "public", "lead": True}
    times = [
        college.scheduled_class(
            course,
            capacity=1,
            sessions=1,
            starts_in=timedelta(days=days),
            team=[(taught.dee, "peer", shown)],
        )
        for days in (2, 3, 20)
    ]
    college.enrol(times[0])
    page = week()
    assert "You teach 2 sessions in the next seven days." in page
    assert "1 time of yours in the next seven days is free still." in page
    assert page.count(f"/teaching/classes/{times[0].id}") >= 1
    assert f"/teaching/classes/{times[1].id}" not in page
    assert f"/teaching/classes/{times[2].id}" not in page
    assert f"/teaching/sessions/{times[0].sessions[0].id}/plan" not in page
    assert len(week.client.statements) <= 12
