"""What was agreed comes into the catalogue, with a day on which it comes back; and not before."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from recoverycollege.accounts.models import Task
from recoverycollege.catalogue.audit import search_is_true, versions_are_kept
from recoverycollege.catalogue.models import Course, CourseDesign, CourseVersion, Designer
from recoverycollege.catalogue.sweeps import come_back
from recoverycollege.classes.queries.codesign import agreed_courses
from recoverycollege.database import db
from recoverycollege.history import Entry
from tests.college import ZONE
from tests.forms import forms_of


@pytest.fixture
def peer(college: Any) -> Any:
    return college.person("Dee Peer", email="dee@mail.example")


@pytest.fixture
def design(college: Any, peer: Any) -> Any:
    course = college.course("Bread", in_catalogue=False)
    college.idea(peer, state="taken_up", course_id=course.id)
    return college.design((peer, "peer"), course=course)


@pytest.fixture
def office(college: Any, sign_in_as: Any) -> Any:
    return sign_in_as(college.office())


def agree(design: Any) -> None:
    design.state, design.agreed_at = "agreed", design.opened_at
    db.session.commit()


def publish(client: Any, design: Any, **fields: str) -> Any:
    return client.submit(f"/staff/courses/{design.course_id}/publish", fields)


def sweep(now: Any) -> int:
    db.session.rollback()
    return come_back(ZONE, now)


def test_agreed_words_are_what_students_read(office: Any, design: Any, peer: Any) -> None:
    button = ">Put it in the catalogue</a>"
    assert button not in office.get(f"/design/{design.id}").text
    agree(design)
    assert button in office.get(f"/design/{design.id}").text
    page = office.get(f"/staff/courses/{design.course_id}/publish").text
    assert 'value="2027-03-11"' in page  # one year on
    answer = publish(office, design)
    assert answer.location == f"/staff/courses/{design.course_id}"
    db.session.expire_all()
    course = db.session.get_one(Course, design.course_id)
    assert (course.in_catalogue, course.review_on) == (True, date(2027, 3, 11))
    assert (course.summary, design.state) == ("We bake bread and talk, or not.", "published")
    version = db.session.scalars(select(CourseVersion)).one()
    assert (version.number, version.why, version.design_id) == (1, "published", design.id)
    assert version.agreed_at == design.agreed_at
    assert "We bake bread and talk, or not." in office.get("/courses/bread").text
    assert "it began as your idea" in office.letters("dee")[-1].body.lower()
    assert search_is_true() == versions_are_kept() == []
    assert publish(office, design).status_code == 404  # the round is over
    assert "agreed on 11 March 2026" in office.get(answer.location + "/versions").text


def test_the_office_cannot_put_in_what_is_not_agreed(office: Any, design: Any) -> None:
    address = f"/staff/courses/{design.course_id}/publish"
    page = office.get(address).text
    assert "A peer has not signed yet." in page
    assert "Why it goes in" not in page
    fields = {"review_on": "2027-03-11", "reason": "In a hurry"}
    refused = office.press(address, **fields)
    assert refused.status_code == 422
    assert "This course is not agreed yet." in refused.text
    db.session.expire_all()
    assert db.session.get_one(Course, design.course_id).in_catalogue is False


def test_there_is_no_way_around_through_the_form_of_the_course(
    office: Any, college: Any, design: Any
) -> None:
    address = f"/staff/courses/{design.course_id}/edit"
    page = office.get(address).text
    assert "Its words are being written together." in page
    assert 'name="in_catalogue"' not in page
    assert 'name="summary"' not in page
    good = {"strand_id": "1", "kind": "workshop", "level": "introduction", "language": "en"}
    typed = good | {"for_whom": "everyone", "in_catalogue": "y", "title": "Mine", "summary": "Mine"}
    assert office.press(address, **typed).status_code == 303
    assert office.press(address, **typed, look="1").status_code in (303, 422)
    db.session.expire_all()
    course = db.session.get_one(Course, design.course_id)
    assert (course.in_catalogue, course.title, course.kind) == (False, "Bread", "workshop")
    design.state = "set_aside"
    db.session.commit()
    assert 'name="in_catalogue"' not in office.get(address).text
    office.press(address, **typed, outcomes="a\nb")
    db.session.expire_all()
    assert course.in_catalogue is False


def test_a_manager_may_with_a_reason(
    client: Any, college: Any, design: Any, sign_in_as: Any
) -> None:
    sign_in_as(college.manager())
    without = publish(client, design, reason=" ")
    assert without.status_code == 422
    assert publish(client, design, reason="The funder visits on Monday.").status_code == 303
    entry = db.session.scalars(select(Entry).where(Entry.action == "course.published")).one()
    assert entry.detail == {"exception": "The funder visits on Monday."}
    version = db.session.scalars(select(CourseVersion)).one()
    assert version.agreed_at is None


def test_texts_typed_while_writing_together_began_are_given_back(
    office: Any, college: Any, peer: Any
) -> None:
    course = college.course("Sleep", outcomes=("rest", "rise"))
    address = f"/staff/courses/{course.id}/edit"
    (form,) = (f.values for f in forms_of(office.get(address)) if "summary" in f.values)
    college.design((peer, "peer"), course=course)
    late = office.post(address, data=form | {"summary": "My new words.", "level": "going-further"})
    assert late.status_code == 409
    assert "began to be written together" in late.text
    assert ">My new words.</textarea>" in late.text.replace(">\r\n", ">")
    again = office.post(address, data=form | {"summary": "My new words."})
    assert again.status_code == 409  # a second press drops nothing either
    db.session.expire_all()
    assert course.summary != "My new words."


def test_words_changed_by_the_office_alone_are_signed_by_nobody(
    office: Any, college: Any, design: Any
) -> None:
    agree(design)
    publish(office, design)
    address = f"/staff/courses/{design.course_id}/edit"
    assert "the signatures no longer hold" in office.get(address).text
    assert agreed_courses([design.course_id]) == {design.course_id}
    assert office.submit(address, level="going-further").status_code == 303  # no words, no question
    asked = office.submit(address, summary="We bake bread.")
    assert asked.status_code == 422
    assert "Please say why. It stays in the history." in asked.text
    db.session.rollback()
    assert agreed_courses([design.course_id]) == {design.course_id}
    done = office.submit(address, summary="We bake bread.", reason="A slip of the pen.")
    assert done.status_code == 303
    db.session.rollback()
    assert agreed_courses([design.course_id]) == set()
    assert "A slip of the pen." in office.get("/staff/history").text
    page = office.get(address).text
    assert "the signatures no longer hold" not in page
    office.submit(address, summary="We bake bread!")
    actions = list(db.session.scalars(select(Entry.action)))
    assert actions.count("course.unsigned") == 1


@pytest.mark.both
def test_words_changed_outside_the_catalogue_are_signed_by_nobody(
    office: Any, college: Any, design: Any
) -> None:
    agree(design)
    publish(office, design)
    address = f"/staff/courses/{design.course_id}/edit"
    assert office.submit(address, in_catalogue=None).status_code == 303
    assert agreed_courses([design.course_id]) == {design.course_id}
    assert office.submit(address, title="Rye", reason="Rye it is.").status_code == 303
    db.session.rollback()
    assert agreed_courses([design.course_id]) == set()


def test_a_course_from_before_is_as_free_as_it_was(office: Any, college: Any) -> None:
    course = college.course("Sleep", in_catalogue=False, outcomes=("rest", "rise"))
    address = f"/staff/courses/{course.id}/edit"
    assert office.submit(address, in_catalogue="y").status_code == 303
    db.session.expire_all()
    assert course.in_catalogue


def test_it_comes_back_once_and_can_be_kept(sign_in_as: Any, college: Any, time: Any) -> None:
    today = time.now.date()
    course = college.course("Sleep", review_on=today + timedelta(days=1))
    college.course("Out", review_on=today, in_catalogue=False)
    assert sweep(time.now) == 0
    time.move(days=1)
    assert (sweep(time.now), sweep(time.now)) == (1, 0)
    task = db.session.scalars(select(Task)).one()
    assert (task.kind, task.about_id) == ("review", course.id)
    office = sign_in_as(college.office())
    assert "Look at a course again: Sleep" in office.get("/staff/tasks").text
    assert f'href="/staff/courses/{course.id}"' in office.get(f"/staff/tasks/{task.id}").text
    page = f"/staff/courses/{course.id}"
    assert office.press(f"{page}/keep", page=page).status_code == 303
    db.session.expire_all()
    assert (course.review_on, task.outcome) == (date(2027, 3, 12), "kept")
    assert "It is time to look at this course again." not in office.get(page).text


def test_it_is_written_anew_by_those_who_wrote_it(
    office: Any, college: Any, peer: Any, time: Any
) -> None:
    course = college.course("Sleep", outcomes=("rest", "rise"), review_on=time.now.date())
    college.design((peer, "peer"), course=course, state="published")
    sweep(time.now)
    page = f"/staff/courses/{course.id}"
    answer = office.press(f"{page}/design", page=page)
    assert answer.status_code == 303
    asked = db.session.scalars(select(Designer).order_by(Designer.id.desc())).first()
    assert (asked.person_id, asked.joined_at) == (peer.id, None)
    assert "write a course with others" in office.letters("dee")[-1].body
    assert db.session.scalars(select(Task)).one().outcome == "opened"
    assert office.press(f"{page}/design").status_code == 409
    assert sweep(time.now) == 0
    assert "This is draft 1." in office.get(answer.location).text


@pytest.mark.parametrize("deed", ["task", "aside"])
def test_whatever_the_office_did_it_comes_back_in_a_year(
    office: Any, college: Any, time: Any, deed: str
) -> None:
    course = college.course("Sleep", outcomes=("rest", "rise"), review_on=time.now.date())
    assert sweep(time.now) == 1
    task_id = db.session.scalars(select(Task.id)).one()
    if deed == "task":
        assert office.submit(f"/staff/tasks/{task_id}", outcome="Later.").status_code == 303
    else:
        made = office.press(f"/staff/courses/{course.id}/design")
        assert office.press(f"{made.location}/set-aside", words="Later.").status_code == 303
    db.session.expire_all()
    assert course.review_on == date(2027, 3, 11)
    assert sweep(time.now) == 0
    time.move(days=366)
    assert (sweep(time.now), sweep(time.now)) == (1, 0)


@pytest.mark.parametrize("day", ["2026-03-11", "2020-01-01", "2031-01-01"])
def test_it_comes_back_on_a_day_to_come(office: Any, design: Any, day: str) -> None:
    agree(design)
    answer = publish(office, design, review_on=day)
    assert answer.status_code == 422
    assert "Please choose a day to come, within three years from now." in answer.text
    db.session.expire_all()
    assert design.state == "agreed"


def test_an_idea_that_was_set_aside_and_came_true_is_told(office: Any, design: Any) -> None:
    office.press(f"/design/{design.id}/set-aside", words="There is no oven.")
    assert "There is no oven." in office.letters("dee")[-1].body
    db.session.rollback()
    texts = dict(design.texts)
    made = office.press(f"/staff/courses/{design.course_id}/design")
    told = [letter.body for letter in office.letters("dee")]
    assert sum("we have taken it up" in body for body in told) == 1
    anew = db.session.get_one(CourseDesign, int(made.location.rpartition("/")[2]))
    anew.texts = texts
    agree(anew)
    assert publish(office, anew).status_code == 303
    assert "it began as your idea" in office.letters("dee")[-1].body.lower()


def test_agreed_anew_with_the_same_words_is_a_version_of_its_own(
    office: Any, college: Any, peer: Any
) -> None:
    course = college.course("Sleep", outcomes=("rest", "rise"))
    texts = db.session.scalars(select(CourseVersion)).one().texts
    design = college.design((peer, "peer"), course=course, texts=texts)
    agree(design)
    assert publish(office, design).status_code == 303
    versions = db.session.scalars(select(CourseVersion).order_by(CourseVersion.number)).all()
    assert [(v.number, v.agreed_at is None) for v in versions] == [(1, True), (2, False)]
    assert "The same words as before." in office.get(f"/staff/courses/{course.id}/versions").text


def test_what_is_not_here(office: Any) -> None:
    for address in ("publish", "versions"):
        assert office.get(f"/staff/courses/404/{address}").status_code == 404
    for deed in ("publish", "design", "keep"):
        assert office.press(f"/staff/courses/404/{deed}").status_code == 404
