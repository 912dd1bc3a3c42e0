"""Setting and removing a password."""

import pytest

from recoverycollege.accounts.models import Person
from recoverycollege.database import db


def test_set_use_and_remove(app, client, college, sign_in_as) -> None:
    ann = college.person("Ann Reed", email="ann@mail.example")
    sign_in_as(ann)
    other = sign_in_as(ann, client=app.test_client())
    response = client.submit("/account/password", password="three otters dancing")
    assert response.location == "/account"
    kept = db.session.get_one(Person, ann.id).password_hash
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert other.get("/account").status_code == 303
    new = app.test_client()
    fields = {"email": "ann@mail.example", "password": "three otters dancing"}
    assert new.submit("/account/sign-in", fields).status_code == 303
    client.press("/account/password/remove", page="/account/password")
    assert db.session.get_one(Person, ann.id).password_hash is None


@pytest.mark.parametrize(
    "typed", ["", "too short", "password1234", "aaaaaaaaaaaa", "x" * 10_000, "\x00" * 20]
)
def test_weak_ones_are_refused_kindly(client, college, sign_in_as, typed) -> None:
    sign_in_as(college.person("Ann Reed"))
    assert client.submit("/account/password", password=typed).status_code == 422
    assert db.session.query(Person.password_hash).scalar() is None
