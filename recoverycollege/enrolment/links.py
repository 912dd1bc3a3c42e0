"""Links in letters: they open one place and its buttons, nothing else of the person. And the words
of the check-in, which open one session and nobody's place."""

from __future__ import annotations

import hmac

from itsdangerous import BadData, URLSafeSerializer

SALT = "place"
LETTERS = "bcdfghjkmnpqrstvwxz"


def token_for(secret_key: str, enrolment_id: int, person_id: int) -> str:
    """The unguessable word that opens a place without signing in."""
    return str(URLSafeSerializer(secret_key, SALT).dumps([enrolment_id, person_id]))


def opened(secret_key: str, token: str) -> tuple[int, int]:
    """(enrolment id, person id) of a token we made; of any other, ids that nothing has."""
    try:
        enrolment_id, person_id = URLSafeSerializer(secret_key, SALT).loads(token)
        return int(enrolment_id), int(person_id)
    except (BadData, TypeError, ValueError):
        return 0, 0


def check_in_word(secret_key: str, session_id: int) -> str:
    """The word in the address where people check in to one session: its number and eight letters,
    short enough to type, without vowels, so that they spell nothing."""
    made = hmac.digest(secret_key.encode(), f"check-in of session {session_id}".encode(), "sha256")
    number = int.from_bytes(made[:8])
    letters = "".join(LETTERS[number // len(LETTERS) ** place % len(LETTERS)] for place in range(8))
    return f"{session_id}-{letters}"


def session_of_word(secret_key: str, word: str) -> int:
    """The session of a word we made; of any other 0."""
    number = word.partition("-")[0]
    if not (number.isdecimal() and number.isascii() and len(number) <= 9):
        return 0
    made = check_in_word(secret_key, int(number))
    return int(number) if hmac.compare_digest(made.encode(), word.lower().encode()) else 0
