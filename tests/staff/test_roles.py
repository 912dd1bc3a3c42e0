"""Roles: given and taken by managers, never one's own, never the last manager's."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from recoverycollege.accounts.models import Role
from recoverycollege.database import db
from recoverycollege.history import Entry


def held(person: Any) -> set[str]:
    db.session.expire_all()
    return set(db.session.scalars(select(Role.name).where(Role.person_id == person.id)))


def test_a_role_is_given_and_taken_back(college: Any, client: Any, sign_in_as: Any) -> None:
    manager, person = college.manager(), college.person("Maria Silva")
    sign_in_as(manager)
    url = f"/staff/roles/{person.id}/office"
    client.press(f"{url}/give", page="/staff/roles?q=maria")
    assert held(person) == {"office"}
    client.press(f"{url}/take", page="/staff/roles")
    assert held(person) == set()
    actions = db.session.scalars(select(Entry.action).where(Entry.actor_id == manager.id)).all()
    assert actions == ["role.given", "role.taken"]


def test_nobody_changes_their_own(college: Any, client: Any, sign_in_as: Any) -> None:
    manager, _other = college.manager(), college.manager("Other Lead")
    sign_in_as(manager)
    assert client.press(f"/staff/roles/{manager.id}/manager/take").status_code == 409
    assert client.press(f"/staff/roles/{manager.id}/office/give").status_code == 409
    assert held(manager) == {"manager"}


def test_the_last_manager_stays(college: Any, client: Any, sign_in_as: Any) -> None:
    manager, other = college.manager(), college.manager("Other Lead")
    sign_in_as(manager)
    assert client.press(f"/staff/roles/{other.id}/manager/take").status_code == 303
    sign_in_as(other)
    assert client.press(f"/staff/roles/{manager.id}/manager/take").status_code == 403
    assert held(manager) == {"manager"}


def test_a_role_needs_a_way_to_sign_in(college: Any, client: Any, sign_in_as: Any) -> None:
    person = college.person("Maria", phone="01632960123")
    sign_in_as(college.manager())
    answer = client.press(f"/staff/roles/{person.id}/office/give")
    assert answer.status_code == 409
    assert "e-mail address" in answer.text
    assert client.press(f"/staff/roles/{person.id}/student/give").status_code == 404
