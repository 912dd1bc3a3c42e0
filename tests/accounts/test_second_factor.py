"""The second factor: asked of the office outside the demonstration; others may have one."""

import re

import pyotp
import pytest

from recoverycollege.accounts.models import Person, RecoveryCode
from recoverycollege.database import db

SETUP, ASK = "/account/second-factor/setup", "/account/second-factor"


def secret_on(page: str) -> str:
    return re.search(r"<strong>((?:[A-Z2-7]{4} ?){8})</strong>", page).group(1).replace(" ", "")


def set_up(client, time) -> tuple[str, list[str]]:
    """Sets it up; the secret and the recovery codes."""
    secret = secret_on(client.get(SETUP).text)
    response = client.submit(SETUP, code=pyotp.TOTP(secret).at(time.now))
    assert response.location == "/account/second-factor/recovery-codes"
    page = client.get(response.location).text
    return secret, re.findall(r"<strong>([a-z2-7]{4}-[a-z2-7]{4}-[a-z2-7]{4})</strong>", page)


def sign_in_half(client, person) -> None:
    from tests.signing_in import sign_in

    sign_in(client, person, second_factor=False)


def test_staff_without_it_cannot_open_the_office(strict_app, college) -> None:
    client = strict_app.test_client()
    sign_in_half(client, college.office())
    for path in ("/staff", "/staff/people", "/staff/letters"):
        response = client.get(path)
        assert response.status_code == 303
        assert response.location.startswith("/account/second-factor")
    assert client.get(ASK).location == SETUP
    assert client.get("/account").status_code == 200


def test_staff_set_it_up_and_are_asked_each_time(strict_app, college, time) -> None:
    office = college.office()
    client = strict_app.test_client()
    sign_in_half(client, office)
    secret, codes = set_up(client, time)
    assert len(set(codes)) == 8
    assert client.get("/staff").status_code == 200
    later = strict_app.test_client()
    sign_in_half(later, office)
    assert later.get("/account").status_code == 303
    assert later.get("/account/sign-in?next=/staff/people").location == f"{ASK}?next=/staff/people"
    assert later.get(SETUP).status_code == 303
    time.move(minutes=1)
    response = later.submit(f"{ASK}?next=/staff/people", code=pyotp.TOTP(secret).at(time.now))
    assert response.location == "/staff/people"
    assert later.get("/staff").status_code == 200


def test_a_code_counts_once(app, client, college, sign_in_as, time) -> None:
    ann = college.person("Ann Reed")
    sign_in_half(client, ann)
    secret, _ = set_up(client, time)
    time.move(minutes=5)
    code = pyotp.TOTP(secret).at(time.now)
    first, second = app.test_client(), app.test_client()
    sign_in_half(first, ann)
    sign_in_half(second, ann)
    assert first.submit(ASK, code=code).status_code == 303
    assert second.submit(ASK, code=code).status_code == 422


def test_recovery_codes_work_once_each_and_are_shown_once(app, client, college, time) -> None:
    ann = college.person("Ann Reed")
    sign_in_half(client, ann)
    _, codes = set_up(client, time)
    assert codes[0] not in client.get("/account/second-factor/recovery-codes").text
    for status in (303, 422):
        later = app.test_client()
        sign_in_half(later, ann)
        assert later.submit(ASK, code=codes[0].upper()).status_code == status
    kept = {row.code_hash for row in db.session.query(RecoveryCode)}
    assert not kept & set(codes)
    client.press("/account/second-factor/recovery-codes", page=SETUP)
    later = app.test_client()
    sign_in_half(later, ann)
    assert later.submit(ASK, code=codes[1]).status_code == 422


def test_wrong_codes_are_counted(strict_app, college, time) -> None:
    office = college.office()
    client = strict_app.test_client()
    sign_in_half(client, office)
    secret, _ = set_up(client, time)
    later = strict_app.test_client()
    sign_in_half(later, office)
    answers = [later.submit(ASK, code="12345").status_code for _ in range(10)]
    assert answers == [422] * 10
    time.move(minutes=2)
    assert later.submit(ASK, code=pyotp.TOTP(secret).at(time.now)).status_code == 429


@pytest.mark.parametrize("typed", ["", "000", "x" * 10_000, "😀", "\x00"])
def test_setting_up_needs_a_code_that_fits(client, college, sign_in_as, typed) -> None:
    ann = college.person("Ann Reed")
    sign_in_as(ann)
    assert client.submit(SETUP, code=typed).status_code == 422
    assert db.session.get_one(Person, ann.id).totp_secret is None


def test_others_may_remove_it_the_office_may_not(app, strict_app, college, time) -> None:
    for person, status in [(college.person("Ann Reed"), 303), (college.office(), 409)]:
        client = strict_app.test_client()
        sign_in_half(client, person)
        set_up(client, time)
        assert client.press("/account/second-factor/remove").status_code == status
        gone = db.session.get_one(Person, person.id).totp_secret is None
        assert gone is (status == 303)


def test_the_picture_is_plain_svg(client, college, sign_in_as) -> None:
    sign_in_as(college.person("Ann Reed"))
    page = client.get(SETUP).text
    assert "<svg" in page
    assert "style=" not in page.split("<svg")[2]


def test_nobody_is_asked_who_is_not_halfway(client) -> None:
    assert client.get(ASK).location == "/account/sign-in"
    assert client.press(ASK).location == "/account/sign-in"
