"""Your data: seen, taken away, erased."""

import json

from recoverycollege.accounts.models import Contact, Person, SignedIn
from recoverycollege.database import db
from recoverycollege.history import Entry
from recoverycollege.letters.outbox import Letter


def test_everything_in_plain_words(client, college, sign_in_as) -> None:
    ann = college.person("Ann Reed", email="ann@mail.example", needs="A seat by the door")
    college.person("Ben Reed", email="ann@mail.example", needs="Large print")
    sign_in_as(ann)
    page = client.get("/account/data").text
    for words in ("Ann Reed", "ann@mail.example", "A seat by the door", "What would help you"):
        assert words in page
    for words in ("Ben Reed", "Large print", "folded_name", "password_hash"):
        assert words not in page


def test_download(client, college, sign_in_as) -> None:
    ann = college.person("Ann Reed", email="ann@mail.example", needs="A seat by the door")
    ann.password_hash, ann.totp_secret = "a hash", None
    sign_in_as(ann)
    response = client.get("/account/data/export")
    assert response.mimetype == "application/json"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Disposition"].startswith("attachment")
    found = json.loads(response.text)
    assert found["person"][0]["name"] == "Ann Reed"
    assert found["access_need"][0]["words"] == "A seat by the door"
    assert "a hash" not in response.text
    assert "token_hash" not in response.text


def test_erase(app, client, college, sign_in_as) -> None:
    ann = college.person("Ann Reed", email="home@mail.example", needs="A seat by the door")
    ben = college.person("Ben Reed", email="home@mail.example")
    client.submit("/account/sign-in", email="home@mail.example")
    client.letters()
    sign_in_as(ann)
    elsewhere = sign_in_as(ann, client=app.test_client())
    told = []
    app.extensions["before_erase"].append(lambda person_id, now: told.append(person_id))
    response = client.press("/account/data/erase", page="/account/data/erase")
    assert response.location == "/account/erased"
    assert "someone new" in client.get("/account/erased").text
    assert told == [ann.id]
    assert elsewhere.get("/account").status_code == 303
    gone = db.session.get_one(Person, ann.id)
    assert (gone.name, gone.folded_name, gone.password_hash) == ("", "", None)
    assert gone.erased_at is not None
    for table in (Contact, SignedIn, Letter):
        assert db.session.query(table).filter_by(person_id=ann.id).count() == 0
    assert db.session.query(Contact).filter_by(person_id=ben.id).count() == 1
    assert db.session.query(Entry).filter_by(action="person.erased").count() == 1


def test_nothing_goes_without_the_button(client, college, sign_in_as) -> None:
    ann = college.person("Ann Reed")
    sign_in_as(ann)
    client.get("/account/data/erase")
    assert client.post("/account/data/erase", data={"csrf_token": "old"}).status_code == 422
    assert db.session.get_one(Person, ann.id).name == "Ann Reed"


def test_every_accounts_column_is_declared(app) -> None:
    from recoverycollege import personal

    missing = personal.undeclared(app.extensions["personal"], db.metadata.tables.values())
    ours = {"person", "contact", "role", "consent", "access_need", "signed_in", "code", "task"}
    ours |= {"look", "letter", "history", "one_time_link", "recovery_code"}
    assert [name for name in missing if name.split(".")[0] in ours] == []


def test_a_student_who_teaches_too_is_erased(client, college, sign_in_as) -> None:
    """Teaching, places and all: the rows that stay for the counts name nobody."""
    ann = college.person("Ann Reed", email="ann@mail.example", needs="A seat by the door")
    taught = college.scheduled_class(team=[(ann, "peer")])
    group = college.scheduled_class(capacity=1)
    place = college.enrol(group, ann)
    college.mark(group.sessions[0], place)
    sign_in_as(ann)
    assert client.get("/account/data").status_code == 200
    client.most_statements = 40  # each table that holds something, once
    assert client.press("/account/data/erase", page="/account/data/erase").status_code == 303
    assert "Ann" not in client.get(f"/classes/{taught.id}").text
    db.session.expire_all()
    assert db.session.get_one(Person, ann.id).name == ""


def test_search_forgets_the_name_of_someone_erased(client, college, sign_in_as) -> None:
    ann = college.person("Annunziata Reed")
    course = college.course("Living with voices")
    group = college.scheduled_class(course, team=[(ann, "peer")])
    sign_in_as(ann)
    client.submit(f"/teaching/classes/{group.id}/shown", {"name_scope": "public"})
    assert "Living with voices" in client.get("/courses?q=annunziata").text
    client.press("/account/data/erase", page="/account/data/erase")
    db.session.expire_all()
    assert "annunziata" not in db.session.get_one(type(course), course.id).words
    assert "Living with voices" not in client.get("/courses?q=annunziata&exact=1").text
