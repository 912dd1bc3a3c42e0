"""A sign-in is a row; ending the row ends every copy of its cookie."""

from recoverycollege.accounts.browser import device_words
from recoverycollege.accounts.models import SignedIn
from recoverycollege.database import db

CHROME = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"


def copy_cookie(client, other) -> None:
    other.set_cookie("session", client.get_cookie("session").value)


def test_a_copied_cookie_is_dead_after_signing_out(app, client, college, sign_in_as) -> None:
    sign_in_as(college.person("Ann Reed"))
    thief = app.test_client()
    copy_cookie(client, thief)
    assert thief.get("/account").status_code == 200
    assert client.press("/account/sign-out", page="/account").status_code == 303
    assert thief.get("/account").status_code == 303
    assert client.get("/account").location.startswith("/account/sign-in")


def test_signing_in_renews_the_cookie(client, college, sign_in_as) -> None:
    person = college.person("Ann Reed", email="ann@mail.example")
    sign_in_as(person)
    before = client.get_cookie("session").value
    client.press("/account/sign-out")
    client.submit("/account/sign-in", email="ann@mail.example")
    code = client.code_from_letters()
    client.submit("/account/sign-in", page="/account/sign-in/code", code=code)
    assert client.get_cookie("session").value != before
    with client.session_transaction() as kept:
        assert set(kept) <= {"token", "_permanent", "csrf_token"}


def test_the_database_does_not_hold_the_token(client, college, sign_in_as) -> None:
    sign_in_as(college.person("Ann Reed"))
    with client.session_transaction() as kept:
        token = kept["token"]
    assert token not in db.session.query(SignedIn).one().token_hash


def test_students_30_days_staff_12_hours(app, client, college, sign_in_as, time) -> None:
    sign_in_as(college.person("Ann Reed"))
    staff = sign_in_as(college.office(), client=app.test_client())
    time.move(hours=11)
    assert staff.get("/account").status_code == 200
    time.move(hours=2)
    assert staff.get("/account").status_code == 303
    assert client.get("/account").status_code == 200
    time.move(days=30)
    assert client.get("/account").status_code == 303


def test_last_seen_is_noted_at_most_hourly(client, college, sign_in_as, time) -> None:
    sign_in_as(college.person("Ann Reed"))
    start = time.now
    time.move(minutes=50)
    client.get("/account")
    assert db.session.query(SignedIn).one().last_seen_at == start
    time.move(minutes=20)
    client.get("/account")
    db.session.expire_all()
    assert db.session.query(SignedIn).one().last_seen_at == time.now


def test_who_is_here_takes_one_statement(client, college, sign_in_as) -> None:
    sign_in_as(college.person("Ann Reed"))
    client.get("/account/erased")
    assert len(client.statements) == 1


def test_ending_another_browser(app, client, college, sign_in_as) -> None:
    person = college.person("Ann Reed")
    sign_in_as(person)
    other = sign_in_as(person, client=app.test_client())
    stranger = sign_in_as(college.person("Ben Reed"), client=app.test_client())
    mine, others, strangers = [row.id for row in db.session.query(SignedIn).order_by(SignedIn.id)]
    assert client.press(f"/account/sessions/{strangers}/end").status_code == 404
    client.press(f"/account/sessions/{others}/end", page="/account/sessions")
    assert other.get("/account").status_code == 303
    assert client.get("/account").status_code == 200
    assert stranger.get("/account").status_code == 200


def test_ending_all_others(app, client, college, sign_in_as) -> None:
    person = college.person("Ann Reed")
    sign_in_as(person)
    others = [sign_in_as(person, client=app.test_client()) for _ in range(3)]
    client.press("/account/sessions/end-others", page="/account/sessions")
    assert [other.get("/account").status_code for other in others] == [303] * 3
    assert client.get("/account/sessions").text.count("Sign out there") == 0


def test_an_old_page_asks_once_more(client, college, sign_in_as) -> None:
    sign_in_as(college.person("Ann Reed"))
    response = client.post("/account/sessions/end-others", data={"csrf_token": "old"})
    assert response.status_code == 422
    assert "Please press once more" in response.text


def test_device_words() -> None:
    assert device_words(CHROME) == "Chrome on Android"
    assert device_words("curl/8") == ""
