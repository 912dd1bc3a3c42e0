"""Signing in by a code from a letter."""

import pytest

from recoverycollege.accounts.models import Code, SignedIn
from recoverycollege.accounts.services.passwords import hash_password
from recoverycollege.database import db

PAGE, CODE_PAGE = "/account/sign-in", "/account/sign-in/code"


def ask(client, email, **query):
    return client.submit(PAGE, email=email)


def test_code_leads_in(client, college) -> None:
    college.person("Ann Reed", email="ann@mail.example")
    response = ask(client, "Ann@Mail.example")
    assert (response.status_code, response.location) == (303, CODE_PAGE)
    letter = client.letters("ann@mail.example")[-1]
    assert letter.subject == "Your code from Riverside"
    assert "Hello Ann Reed" in letter.body
    response = client.submit(PAGE, page=CODE_PAGE, code=letter.code)
    assert (response.status_code, response.location) == (303, "/my-learning")
    assert "Hello Ann Reed" in client.get("/account").text


def test_the_outbox_does_not_show_the_code(client, college, app) -> None:
    from recoverycollege.letters.outbox import Letter

    college.person("Ann Reed", email="ann@mail.example")
    ask(client, "ann@mail.example")
    code = client.code_from_letters("ann@mail.example")
    kept = db.session.query(Letter).one()
    assert code not in (kept.body or "").replace(" ", "")
    assert code not in str(kept.facts)


def test_next_is_followed_inside_the_site_only(client, college) -> None:
    college.person("Ann Reed", email="ann@mail.example")
    for wanted, reached in [("/account/data", "/account/data"), ("//evil.example", "/my-learning")]:
        page = f"{PAGE}?next={wanted}"
        response = client.submit(page, email="ann@mail.example")
        code_page = response.location
        code = client.code_from_letters("ann@mail.example")
        response = client.submit(PAGE, page=code_page, code=code)
        assert response.location == reached
        client.press("/account/sign-out")


def test_staff_and_teachers_begin_at_their_own_page(client, college) -> None:
    office = college.office()
    peer = college.person("Dee Stone")
    college.scheduled_class(team=[(peer, "peer")])
    for person, start in [(office, "/staff"), (peer, "/teaching")]:
        email = person.reach("email").value
        ask(client, email)
        code = client.code_from_letters(email)
        response = client.submit(PAGE, page=CODE_PAGE, code=code)
        assert response.location == start
        client.press("/account/sign-out")


def test_known_and_unknown_look_alike(app, college) -> None:
    """Status, headers and page, down to the length; only the tokens differ."""
    college.person("Ann Reed", email="ann@mail.example")
    answers = []
    for email in ("ann@mail.example", "nob@mail.example"):
        client = app.test_client()
        posted = ask(client, email)
        page = client.get(CODE_PAGE)
        headers = [(k, len(v) if k == "Set-Cookie" else v) for k, v in posted.headers]
        wrong = client.submit(PAGE, page=CODE_PAGE, code="000000")
        pages = [page.text, wrong.text]
        for text in pages:
            assert "mail.example" not in text
        answers.append((posted.status_code, headers, posted.text, wrong.status_code, len(pages[0])))
    assert answers[0] == answers[1]


def test_everyone_at_a_mailbox_gets_a_code_of_their_own(client, college) -> None:
    """And the code of one opens the record of that one alone."""
    ann = college.person("Ann Reed", email="home@mail.example")
    ben = college.person("Ben Reed", email="home@mail.example")
    ask(client, "home@mail.example")
    letters = {mail.body.split(",")[0]: mail.code for mail in client.letters("home@mail.example")}
    assert set(letters) == {"Hello Ann Reed", "Hello Ben Reed"}
    client.submit(PAGE, page=CODE_PAGE, code=letters["Hello Ben Reed"])
    assert "Hello Ben Reed" in client.get("/account").text
    rows = db.session.query(SignedIn).all()
    assert [row.person_id for row in rows] == [ben.id] != [ann.id]


def test_five_wrong_tries_kill_a_code(client, college) -> None:
    college.person("Ann Reed", email="ann@mail.example")
    ask(client, "ann@mail.example")
    code = client.code_from_letters()
    wrong = "111111" if code != "111111" else "222222"
    for _ in range(5):
        assert client.submit(PAGE, page=CODE_PAGE, code=wrong).status_code == 422
    assert client.submit(PAGE, page=CODE_PAGE, code=code).status_code == 422
    assert db.session.query(Code).one().tries == 5


@pytest.mark.parametrize(("minutes", "status"), [(9, 303), (11, 422)])
def test_a_code_lives_ten_minutes_from_sending(client, college, time, minutes, status) -> None:
    college.person("Ann Reed", email="ann@mail.example")
    ask(client, "ann@mail.example")
    time.move(minutes=20)
    code = client.code_from_letters()
    time.move(minutes=minutes)
    assert client.submit(PAGE, page=CODE_PAGE, code=code).status_code == status


def test_a_code_works_once_and_in_one_browser(app, client, college) -> None:
    college.person("Ann Reed", email="ann@mail.example")
    ask(client, "ann@mail.example")
    code = client.code_from_letters()
    other = app.test_client()
    assert other.submit(PAGE, page=CODE_PAGE, code=code).status_code == 422
    assert client.submit(PAGE, page=CODE_PAGE, code=code).status_code == 303
    client.press("/account/sign-out")
    assert client.submit(PAGE, page=CODE_PAGE, code=code).status_code == 422


def test_a_code_asked_for_long_ago_is_not_sent(client, college, time) -> None:
    college.person("Ann Reed", email="ann@mail.example")
    ask(client, "ann@mail.example")
    time.move(minutes=31)
    assert client.letters() == []


def test_what_is_typed_is_kept_when_it_does_not_fit(client, college) -> None:
    response = client.submit(PAGE, email="ann at home")
    assert response.status_code == 422
    assert 'value="ann at home"' in response.text
    assert client.submit(PAGE, email="").status_code == 422


def test_too_many_codes_for_an_address(strict_app, college) -> None:
    college.person("Ann Reed", email="ann@mail.example")
    for email in ("ann@mail.example", "nobody@mail.example"):
        client = strict_app.test_client()
        answers = [ask(client, email).status_code for _ in range(6)]
        assert answers == [303] * 5 + [429]


def test_password(client, college) -> None:
    person = college.person("Ann Reed", email="ann@mail.example")
    person.password_hash = hash_password("three otters dancing")
    college.person("Ben Reed", email="ann@mail.example")
    response = client.submit(PAGE, email="ann@mail.example", password="two otters")
    assert response.status_code == 422
    assert "This does not fit" in response.text
    response = client.submit(PAGE, email="ann@mail.example", password="three otters dancing")
    assert response.status_code == 303
    assert "Hello Ann Reed" in client.get("/account").text


def test_a_password_two_people_share_opens_neither(client, college) -> None:
    for name in ("Ann Reed", "Ben Reed"):
        person = college.person(name, email="home@mail.example")
        person.password_hash = hash_password("three otters dancing")
    response = client.submit(PAGE, email="home@mail.example", password="three otters dancing")
    assert response.status_code == 422


def test_wrong_passwords_are_counted(strict_app, college) -> None:
    for email in ("ann@mail.example", "nobody@mail.example"):
        client = strict_app.test_client()
        answers = [
            client.submit(PAGE, email=email, password="not this one").status_code for _ in range(11)
        ]
        assert answers == [422] * 10 + [429]


def test_an_erased_or_unknown_person_gets_no_letter(client, college, time) -> None:
    person = college.person("Ann Reed", email="ann@mail.example")
    person.erased_at = time.now
    ask(client, "ann@mail.example")
    assert client.letters() == []


@pytest.mark.parametrize(
    "typed", ["", "x" * 10_000, "\x00", "😀", "<script>", "9223372036854775808"]
)
def test_hostile_input_is_met_kindly(client, typed) -> None:
    assert client.submit(PAGE, email=typed).status_code == 422
    assert client.submit(PAGE, email="ann@mail.example", password=typed + "x").status_code == 422
    assert client.submit(PAGE, page=CODE_PAGE, code=typed).status_code == 422


def test_the_demonstration_lists_its_people(client, strict_app) -> None:
    assert "hope-is-contagious" in client.get(PAGE).text
    assert "hope-is-contagious" not in strict_app.test_client().get(PAGE).text
