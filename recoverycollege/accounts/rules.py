"""Decisions about people and signing in: facts in, answer out."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pyotp

from recoverycollege.text import fold

CODE_LIFE = timedelta(minutes=10)
CODE_TRIES = 5
LETTER_LIFE = timedelta(minutes=30)  # a code asked for longer ago is not sent any more
LINK_LIFE = timedelta(hours=24)

HOUR = timedelta(hours=1)
MOST_ASKED = 5  # codes for one address in an hour
MOST_WRONG = 10  # wrong passwords for one address in an hour
MOST_FROM_ONE_PLACE = 30  # tries from one internet address in an hour
MOST_SECOND = 10  # wrong second-factor codes of one person in an hour

STUDENT_SESSION = timedelta(days=30)
STAFF_SESSION = timedelta(hours=12)
SEEN_EVERY = timedelta(hours=1)

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
KEY_LENGTH = 400
TOTP_SECONDS = 30

CONTACT_KINDS = {"email": "email", "text": "phone", "phone": "phone", "letter": "address"}


def email_key(text: str) -> str | None:
    """The form in which e-mail addresses are compared; None when it is not one."""
    # Not at the top, here and below: the catalogue never needs it, and its processes stay small.
    from email_validator import EmailNotValidError, validate_email

    try:
        found = validate_email(text.strip(), check_deliverability=False)
    except EmailNotValidError:
        return None
    return found.normalized.casefold()


def phone_key(text: str, country: str) -> str | None:
    """The international form (E.164) of a phone number; None when it cannot be one."""
    import phonenumbers

    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def address_key(text: str) -> str:
    """The form in which postal addresses are compared."""
    return fold(text)[:KEY_LENGTH]


def contact_key(kind: str, value: str, country: str) -> str | None:
    """The key of a contact of a kind (email | phone | address); None when it is not one."""
    if kind == "email":
        return email_key(value)
    if kind == "phone":
        return phone_key(value, country)
    return address_key(value) or None


def session_life(*, staff: bool) -> timedelta:
    """How long a browser stays signed in: the office shares desks, students own their phones."""
    return STAFF_SESSION if staff else STUDENT_SESSION


def inside_site(path: str | None) -> str | None:
    """`path` when it leads to a page of this site and nowhere else; otherwise None."""
    if not path or not path.startswith("/") or path.startswith("//"):
        return None
    if "\\" in path or any(ord(c) < 33 or ord(c) == 127 for c in path):
        return None
    try:
        parts = urlsplit(path)
    except ValueError:
        return None
    return None if parts.scheme or parts.netloc else path


def is_common(password: str, common: frozenset[str]) -> bool:
    """Whether a password is one that is tried first: on the list, or one thing repeated."""
    plain = password.casefold().replace(" ", "")
    repeated = re.fullmatch(r"(.{1,4})\1+.?", plain) is not None
    return repeated or plain in common or plain.strip("0123456789!.?-_*#") in common


def totp_step(secret: str, typed: str, at: int, last_step: int | None) -> int | None:
    """The time step a code of the authenticator app belongs to, one step of drift allowed.

    None when it does not fit, or when that step was accepted before: a code counts once.
    """
    digits = re.sub(r"[^0-9]", "", typed)
    app = pyotp.TOTP(secret, interval=TOTP_SECONDS)
    now = at // TOTP_SECONDS
    for step in (now, now - 1, now + 1):
        fits = pyotp.utils.strings_equal(digits, app.generate_otp(step))
        if fits and (last_step is None or step > last_step):
            return step
    return None


def in_fours(secret: str) -> str:
    """A secret in groups of four, for typing."""
    return " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))


def plain_recovery_code(typed: str) -> str:
    """A recovery code as it is compared: without spaces and dashes, in small letters."""
    return re.sub(r"[^a-z0-9]", "", typed.casefold())
