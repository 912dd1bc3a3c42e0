"""Links to a form: one for each person and form, and one for a class to show as a QR code."""

from __future__ import annotations

from itsdangerous import BadData, URLSafeSerializer

SALT = "feedback"
OWN, CLASS, TERM = "own", "class", "term"


def own_link(secret_key: str, enrolment_id: int, wave: str) -> str:
    """The token of one person's form."""
    return str(URLSafeSerializer(secret_key, SALT).dumps([OWN, enrolment_id, wave]))


def class_link(secret_key: str, class_id: int, wave: str) -> str:
    """The token of a class's form, for everyone in the room."""
    return str(URLSafeSerializer(secret_key, SALT).dumps([CLASS, class_id, wave]))


def term_link(secret_key: str, person_id: int, term_id: int, audience: str) -> str:
    """The token of what someone is asked once a term."""
    about = f"{audience}-{term_id}"
    return str(URLSafeSerializer(secret_key, SALT).dumps([TERM, person_id, about]))


def term_of(about: str) -> tuple[int, str]:
    """(term id, audience) of such a token's last part."""
    audience, _, number = about.rpartition("-")
    return int(number), audience


def opened(secret_key: str, token: str) -> tuple[str, int, str]:
    """(own or class, its id, wave) of a token we made; of any other ("", 0, "")."""
    try:
        kind, number, wave = URLSafeSerializer(secret_key, SALT).loads(token)
        return str(kind), int(number), str(wave)
    except (BadData, TypeError, ValueError):
        return "", 0, ""
