"""The plan of a session: written by its team line by line, copied, and never lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from recoverycollege import personal
from recoverycollege.classes.models import ClassSession, PlanPart, SessionPlan
from recoverycollege.classes.services.teams import remove_team_member
from recoverycollege.database import db
from recoverycollege.history import Entry
from tests.inspect_page.page import Page, text


@pytest.fixture
def plan(taught):
    return f"/teaching/sessions/{taught.group.sessions[0].id}/plan"


def line(number, minutes="", words="", leader="", bring=""):
    typed = {"minutes": minutes, "words": words, "leader": str(leader), "bring": bring}
    return {f"{name}-{number}": value for name, value in typed.items()}


def member(taught, person):
    return next(m for m in taught.group.team if m.person_id == person.id)


def saved(session_id=None):
    db.session.expire_all()
    query = select(PlanPart).order_by(PlanPart.session_id, PlanPart.position)
    found = db.session.scalars(query).all()
    return [(p.minutes, p.words) for p in found if session_id in (None, p.session_id)]


def rows(page):
    return [[text(cell) for cell in row] for row in Page.read(page, 200).all("tr")][1:]


@pytest.fixture
def written(sign_in_as, taught, plan):
    """Dee has planned the first session."""
    client = sign_in_as(taught.dee)
    dee = member(taught, taught.dee).id
    lines = line(0, "20", "Welcome, names", dee, "Name labels") | line(1, "60", "Food and feelings")
    assert client.submit(f"{plan}/edit", lines).status_code == 303
    return client


@pytest.mark.both
def test_a_plan_is_written_and_read(written, taught, plan):
    session = taught.group.sessions[0]
    page = written.get(plan).text
    assert len(written.statements) <= 9
    assert "The plan is saved." in page
    assert rows(page) == [
        ["11:00", "Welcome, names", "Dee", "20 minutes", "Name labels"],
        ["11:20", "Food and feelings", "Together", "60 minutes", "–"],
    ]
    assert "80 minutes in all. 40 minutes are still free." in " ".join(page.split())
    entry = db.session.scalars(select(Entry).where(Entry.action == "plan.saved")).one()
    assert (entry.about_id, entry.detail) == (taught.group.id, {"session": session.id, "parts": 2})
    assert f'href="{plan}"' in written.get(f"/teaching/classes/{taught.group.id}").text


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (("60", "60"), "That fills the session."),
        (("60", "61"), "That is 1 minute more than there is."),
    ],
)
def test_whether_it_adds_up_is_said(sign_in_as, taught, plan, minutes, words):
    client = sign_in_as(taught.dee)
    lines = [line(n, length, "Something") for n, length in enumerate(minutes)]
    client.submit(f"{plan}/edit", lines[0] | lines[1])
    assert words in " ".join(client.get(plan).text.split())


def test_changing_it_keeps_the_order_of_the_lines(written, plan):
    changes = line(0) | line(1, "30", "Soup together") | line(2, "15", "Goodbye")
    written.submit(f"{plan}/edit", changes)
    assert saved() == [(30, "Soup together"), (15, "Goodbye")]


def test_an_empty_plan_is_no_plan(written, plan):
    written.submit(f"{plan}/edit", line(0) | line(1))
    assert saved() == []
    assert "No plan yet" in written.get(plan).text


def test_more_lines_keep_what_is_typed_and_save_nothing(sign_in_as, taught, plan):
    client = sign_in_as(taught.dee)
    page = client.submit(f"{plan}/edit", line(1, "x", "Typed before") | {"more": "1"})
    assert page.status_code == 200
    assert "Typed before" in page.text
    assert page.text.count("<fieldset") == 5  # two before
    assert saved() == []


def test_a_part_moves_up(written, plan):
    page = written.submit(f"{plan}/edit", {"up": "1"}).text
    assert page.index("Food and feelings") < page.index("Welcome, names")
    assert saved() == [(20, "Welcome, names"), (60, "Food and feelings")]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (line(0, "", "Tea"), "How many minutes?"),
        (line(0, "ten", "Tea"), "How many minutes?"),
        (line(0, "601", "Tea"), "How many minutes?"),
        (line(0, "10"), "What happens in this part?"),
        (line(0, "10", "t" * 501), "Please shorten this"),
        (line(0, "10", "Tea", "", "t" * 201), "Please shorten this"),
    ],
)
def test_what_does_not_fit_is_said_beside_it(sign_in_as, taught, plan, typed, words):
    page = sign_in_as(taught.dee).submit(f"{plan}/edit", typed)
    assert page.status_code == 422
    assert page.text.count(words) == 2  # above the form, and beside the field
    assert all(value in page.text for value in typed.values())
    assert saved() == []


def test_an_old_page_keeps_what_was_typed(sign_in_as, taught, plan):
    page = sign_in_as(taught.dee).post(f"{plan}/edit", data=line(0, "10", "Tea"))
    assert page.status_code == 422
    assert "Please press once more" in page.text
    assert ">\nTea</textarea>" in page.text


@pytest.mark.both
def test_two_who_write_at_once_lose_nothing(app, sign_in_as, taught, plan, written):
    ravi = sign_in_as(taught.ravi, app.test_client())
    mine = {"csrf_token": ravi.token(), "version": "1"} | line(0, "90", "A walk")
    written.submit(f"{plan}/edit", line(1, "40", "Cooking"))
    page = ravi.post(f"{plan}/edit", data=mine)
    assert page.status_code == 409
    assert page.text.count("<fieldset") == 3  # what was typed, and two to go on
    assert "Someone else of the team saved this plan" in page.text
    assert "Cooking" in page.text
    assert ">\nA walk</textarea>" in page.text
    assert saved() == [(20, "Welcome, names"), (40, "Cooking")]
    again = mine | {"version": "2"}
    assert 'name="version" type="hidden" value="2"' in page.text
    assert ravi.post(f"{plan}/edit", data=again).status_code == 303
    assert saved() == [(90, "A walk")]


@pytest.mark.parametrize("version", ["", "-1", "x", "9" * 30, "7"])
def test_a_version_nobody_has_changes_nothing(written, plan, version):
    fields = line(0, "5", "Other") | {"version": version}
    assert written.submit(f"{plan}/edit", fields).status_code == 409
    assert saved() == [(20, "Welcome, names"), (60, "Food and feelings")]


@pytest.mark.both
def test_the_plan_of_the_session_before_is_shown_and_not_saved(written, taught):
    second = taught.group.sessions[1].id
    url = f"/teaching/sessions/{second}/plan"
    assert "Begin with the plan of the session before" in written.get(url).text
    page = written.get(f"{url}/edit?copy=before")
    assert len(written.statements) <= 12
    assert "It is not saved yet" in page.text
    assert saved(second) == []
    written.submit(f"{url}/edit?copy=before")
    assert saved(second) == [(20, "Welcome, names"), (60, "Food and feelings")]


def test_a_copy_says_when_it_takes_the_place_of_a_plan(written, taught):
    url = f"/teaching/sessions/{taught.group.sessions[1].id}/plan/edit"
    written.submit(url, line(0, "10", "My own"))
    page = written.get(f"{url}?copy=before").text
    assert "Saving it takes the place of the plan you have." in page
    assert "My own" not in page


@pytest.mark.both
def test_the_last_class_of_the_course_lends_its_plan(college, sign_in_as, taught, written):
    """Whoever taught it: the same session by number, and a leader only where they teach both."""
    team = [(taught.dee, "peer"), (college.person("Una New"), "practitioner")]
    later = college.scheduled_class(
        db.session.merge(taught.group).course, starts_in=timedelta(days=30), team=team
    )
    other = college.scheduled_class(starts_in=timedelta(days=30), team=team)
    url = f"/teaching/sessions/{later.sessions[0].id}/plan"
    assert "Begin with the plan of the last class of this course" in written.get(url).text
    page = written.get(f"{url}/edit?copy=last-time").text
    assert "Welcome, names" in page
    assert f'<option value="{member_of(later, taught.dee)}" selected>Dee' in page
    for session in (later.sessions[1], other.sessions[0]):
        nothing = f"/teaching/sessions/{session.id}/plan/edit?copy=last-time"
        assert "Welcome, names" not in written.get(nothing).text


def member_of(group, person):
    return next(m.id for m in group.team if m.person_id == person.id)


@pytest.mark.both
def test_who_leaves_the_team_leads_no_part(written, taught, plan):
    db.session.rollback()
    remove_team_member(taught.group.id, taught.ravi.id, by_id=taught.dee.id, exception_reason="x")
    db.session.commit()
    assert rows(written.get(plan).text)[0][2] == "Dee"
    remove_team_member(taught.group.id, taught.dee.id, by_id=taught.dee.id, exception_reason="x")
    db.session.commit()
    assert [p.leader_id for p in db.session.scalars(select(PlanPart))] == [None, None]


def test_who_is_erased_is_named_no_more(app, sign_in_as, taught, plan, written):
    registry = personal.registered(app)
    mine = personal.export(registry, db.session, taught.dee.id)["plan_part"]
    assert [row["words"] for row in mine] == ["Welcome, names"]
    personal.erase(registry, db.session, taught.dee.id)
    page = sign_in_as(taught.ravi, app.test_client()).get(plan).text
    assert rows(page)[0][1:3] == ["Welcome, names", "Together"]


def test_a_leader_of_another_team_is_nobody(college, sign_in_as, taught, plan):
    stranger = college.scheduled_class().team[0].id
    sign_in_as(taught.dee).submit(f"{plan}/edit", line(0, "5", "Hello", stranger))
    assert db.session.scalars(select(PlanPart.leader_id)).all() == [None]


def test_a_session_called_off_needs_no_plan(sign_in_as, taught, plan):
    db.session.get_one(ClassSession, taught.group.sessions[0].id).called_off = True
    client = sign_in_as(taught.dee)
    assert "Write the plan" not in client.get(plan).text
    assert client.submit(f"{plan}/edit", line(0, "5", "Hello")).status_code == 409
    assert saved() == []


@pytest.mark.both
def test_a_date_taken_out_takes_its_plan(written, taught):
    db.session.delete(db.session.get_one(ClassSession, taught.group.sessions[0].id))
    db.session.commit()
    assert saved() == []
    assert db.session.scalars(select(SessionPlan)).all() == []


def test_a_plan_of_others_is_absent(college, sign_in_as, taught):
    other = college.scheduled_class().sessions[0].id
    client = sign_in_as(taught.dee)
    for number in (other, 2**31 - 1):
        for url in (f"/teaching/sessions/{number}/plan", f"/teaching/sessions/{number}/plan/edit"):
            assert client.get(url).status_code == 404
        assert client.press(f"/teaching/sessions/{number}/plan/edit").status_code == 404
    assert saved() == []
