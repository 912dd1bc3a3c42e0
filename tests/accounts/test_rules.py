"""The rules of accounts, as tables."""

import pyotp
import pytest

from recoverycollege.accounts import rules
from recoverycollege.accounts.common_passwords import COMMON


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Ann@Mail.Example", "ann@mail.example"),
        ("  ann@mail.example ", "ann@mail.example"),
        ("Émile@ÉCOLE.example", "émile@école.example"),
        ("student@demo.example", "student@demo.example"),
        ("ann@localhost", None),
        ("ann at mail.example", None),
        ("a@b@c.example", None),
        ("x" * 10_000 + "@mail.example", None),
        ("😀", None),
        ("", None),
    ],
)
def test_email_key(typed, key) -> None:
    assert rules.email_key(typed) == key


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("01632 960 111", "+441632960111"),
        ("(01632) 960-111", "+441632960111"),
        ("+44 1632 960111", "+441632960111"),
        ("+45 20 30 40 50", "+4520304050"),
        ("123", None),
        ("ring me", None),
        ("9" * 10_000, None),
        ("", None),
    ],
)
def test_phone_key(typed, key) -> None:
    assert rules.phone_key(typed, "GB") == key


def test_address_key_sees_through_spelling() -> None:
    same = {
        "4 Market Street\nRiverside",
        "4, market street, RIVERSIDE.",
        "4  Market Street Riverside",
    }
    assert {rules.address_key(each) for each in same} == {"4 market street riverside"}
    assert len(rules.address_key("long " * 500)) <= rules.KEY_LENGTH


@pytest.mark.parametrize(
    "path", ["/my-learning", "/classes/3/ask?places=1", "/courses?q=a&page=2", "/a/b#c"]
)
def test_inside_site(path) -> None:
    assert rules.inside_site(path) == path


@pytest.mark.parametrize(
    "path",
    [
        None,
        "",
        "courses",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/\n/evil.example",
        "/ /evil.example",
    ],
)
def test_outside_site(path) -> None:
    assert rules.inside_site(path) is None


@pytest.mark.parametrize(
    ("password", "common"),
    [
        ("password123", True),
        ("Password 2026", True),
        ("iloveyou99!", True),
        ("qwertyuiop", True),
        ("aaaaaaaaaaaa", True),
        ("abababababab", True),
        ("hope-is-contagious", False),
        ("three otters dancing", False),
    ],
)
def test_is_common(password, common) -> None:
    assert rules.is_common(password, COMMON) is common


SECRET = "JBSWY3DPEHPK3PXP" * 2


@pytest.mark.parametrize(
    ("drift", "fits"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_totp_allows_one_step_of_drift(drift, fits) -> None:
    at = 1_773_223_215
    typed = pyotp.TOTP(SECRET).at(at + 30 * drift)
    assert (rules.totp_step(SECRET, typed, at, None) is not None) is fits


def test_totp_counts_once() -> None:
    at = 1_773_223_215
    typed = pyotp.TOTP(SECRET).at(at)
    step = rules.totp_step(SECRET, f"{typed[:3]} {typed[3:]}", at, None)
    assert step == at // 30
    assert rules.totp_step(SECRET, typed, at, step) is None


def test_recovery_codes_are_compared_kindly() -> None:
    assert rules.plain_recovery_code(" ABCD-efgh 2345\n") == "abcdefgh2345"
    assert rules.in_fours("ABCDEFGHIJ") == "ABCD EFGH IJ"
