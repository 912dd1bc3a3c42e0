"""Whose classes, which names: what other rooms ask the classes room."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from recoverycollege import clock
from recoverycollege.accounts.models import Person
from recoverycollege.classes.queries import (
    my_classes,
    public_names,
    sessions_of,
    teaches,
    team_class,
)
from recoverycollege.database import db


def test_who_teaches(client, college):
    group, student = college.scheduled_class(), college.person()
    answers = {row[0]: row[1] for row in db.session.execute(select(Person.id, teaches(Person.id)))}
    assert answers[student.id] is False
    assert {answers[member.person_id] for member in group.team} == {True}


def test_a_class_is_its_teams_own(client, college):
    group, other = college.scheduled_class(), college.scheduled_class()
    teacher = group.team[0].person_id
    assert team_class(teacher, group.id).id == group.id
    assert team_class(teacher, other.id) is None
    assert team_class(teacher, 987_654) is None


def test_my_classes_the_next_first_the_past_last(client, college):
    person = college.person()
    team = [(person, "peer")]
    long_ago = college.scheduled_class(team=team, starts_in=timedelta(days=-90))
    lately = college.scheduled_class(team=team, starts_in=timedelta(days=-40))
    soon = college.scheduled_class(team=team, starts_in=timedelta(days=2))
    running = college.scheduled_class(team=team, starts_in=timedelta(days=-6))
    college.scheduled_class()
    found = [row.id for row in my_classes(person.id, clock.now())]
    assert found == [running.id, soon.id, lately.id, long_ago.id]


def test_only_public_names_are_found(client, college):
    course = college.course()
    public = {"name_scope": "public"}
    team = [
        (college.person("Amina Y"), "peer", public),
        (college.person("Joan S"), "practitioner"),
    ]
    college.scheduled_class(course, team=team)
    hidden = [(college.person("Draft D"), "peer", public)]
    college.scheduled_class(course, team=hidden, state="draft")
    assert public_names(course.id, course.kind) == ["Amina"]


def test_sessions_are_in_their_order(client, college):
    group = college.scheduled_class(sessions=4)
    starts = [session.starts_at for session in sessions_of(group.id)]
    assert starts == sorted(starts) and len(starts) == 4
