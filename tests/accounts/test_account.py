"""The account: seeing and changing what we know of someone."""

import pytest

from recoverycollege.accounts.models import AccessNeed, Contact, Person
from recoverycollege.database import db


@pytest.fixture
def ann(college, sign_in_as):
    person = college.person("Ann Reed", email="ann@mail.example")
    sign_in_as(person)
    return person


@pytest.mark.parametrize(
    "name", ["", "/details", "/reach", "/needs", "/sessions", "/password", "/data"]
)
def test_every_page_wants_a_sign_in(client, name) -> None:
    response = client.get(f"/account{name}")
    assert response.status_code == 303
    assert response.location.startswith("/account/sign-in?next=")


def test_overview(client, ann) -> None:
    page = client.get("/account").text
    for words in ("Ann Reed", "ann@mail.example", "By e-mail", "Nothing written yet"):
        assert words in page


def test_details(client, ann) -> None:
    response = client.submit(
        "/account/details", name="Annie Røed", envelope_name="A. Reed", message_ok="y", page=""
    )
    assert response.location == "/account"
    person = db.session.get_one(Person, ann.id)
    assert (person.name, person.folded_name, person.message_ok) == (
        "Annie Røed",
        "annie roed",
        True,
    )
    assert "Annie Røed" in client.get("/account").text


@pytest.mark.parametrize("typed", ["", "x" * 10_000, "x" * 101])
def test_a_name_is_needed(client, ann, typed) -> None:
    response = client.submit("/account/details", name=typed)
    assert response.status_code == 422
    assert typed in response.text
    assert db.session.get_one(Person, ann.id).name == "Ann Reed"


def test_needs(client, ann) -> None:
    client.submit("/account/needs", needs="A seat by the door", told_to="team")
    page = client.get("/account").text
    assert "A seat by the door" in page
    assert "those who teach your classes" in page
    client.submit("/account/needs", needs="  ")
    assert db.session.query(AccessNeed).count() == 0


def test_needs_are_told_to_one_of_two(client, ann) -> None:
    response = client.submit("/account/needs", needs="A seat", told_to="everyone")
    assert response.status_code == 422
    assert "A seat" in response.text


def test_a_phone_number_holds_at_once(client, ann) -> None:
    response = client.submit("/account/reach", contact_by="phone", phone="01632 960 111")
    assert response.location == "/account"
    page = client.get("/account").text
    assert "01632 960 111" in page
    assert "By phone" in page


@pytest.mark.parametrize(
    ("by", "field", "typed"),
    [
        ("email", "email", "ann at home"),
        ("phone", "phone", "12"),
        ("letter", "address", "  "),
        ("text", "phone", "01632 960 111"),
        ("email", "email", ""),
    ],
)
def test_what_does_not_fit_is_asked_again(client, ann, by, field, typed) -> None:
    response = client.submit("/account/reach", contact_by=by, **{field: typed})
    assert response.status_code == 422
    assert db.session.query(Contact).count() == 1


def test_a_new_address_is_confirmed_before_it_replaces_the_old(client, ann) -> None:
    response = client.submit("/account/reach", contact_by="email", email="new@mail.example")
    assert response.location == "/account/reach/code"
    assert "ann@mail.example" in client.get("/account").text
    code = client.code_from_letters("new@mail.example")
    wrong = "111111" if code != "111111" else "222222"
    assert client.submit("/account/reach/code", code=wrong).status_code == 422
    assert client.submit("/account/reach/code", code=code).location == "/account"
    assert "new@mail.example" in client.get("/account").text
    last = client.letters("ann@mail.example")[-1]
    assert last.subject == "Your address with Riverside has changed"


def test_an_unconfirmed_address_opens_nothing(app, client, ann) -> None:
    """A mistyped address may be a stranger's: they cannot sign in with it."""
    client.submit("/account/reach", contact_by="email", email="stranger@mail.example")
    sent = len(client.letters("stranger@mail.example"))
    stranger = app.test_client()
    stranger.submit("/account/sign-in", email="stranger@mail.example")
    assert len(stranger.letters("stranger@mail.example")) == sent
    code = stranger.code_from_letters("stranger@mail.example")
    page = "/account/sign-in/code"
    assert stranger.submit("/account/sign-in", page=page, code=code).status_code == 422


def test_the_old_address_opens_nothing_any_more(app, client, ann) -> None:
    client.submit("/account/reach", contact_by="email", email="new@mail.example")
    client.submit("/account/reach/code", code=client.code_from_letters("new@mail.example"))
    before = len(client.letters("ann@mail.example"))
    app.test_client().submit("/account/sign-in", email="ann@mail.example")
    assert len(client.letters("ann@mail.example")) == before


def test_a_code_for_another_person_does_not_confirm_mine(app, client, college, ann) -> None:
    college.person("Ben Reed", email="ben@mail.example")
    client.submit("/account/reach", contact_by="email", email="new@mail.example")
    other = app.test_client()
    other.submit("/account/sign-in", email="ben@mail.example")
    code = client.code_from_letters("ben@mail.example")
    assert client.submit("/account/reach/code", code=code).status_code == 422


def test_a_code_under_way_to_the_old_address_opens_nothing(app, client, ann) -> None:
    other = app.test_client()
    other.submit("/account/sign-in", email="ann@mail.example")
    old = other.code_from_letters("ann@mail.example")
    client.submit("/account/reach", contact_by="email", email="new@mail.example")
    client.submit("/account/reach/code", code=client.code_from_letters("new@mail.example"))
    page = "/account/sign-in/code"
    assert other.submit("/account/sign-in", page=page, code=old).status_code == 422
    assert "new@mail.example" in client.get("/account").text
