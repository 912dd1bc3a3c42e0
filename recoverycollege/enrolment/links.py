"""Links in letters: they open one place and its buttons, nothing else of the person."""

from __future__ import annotations

from itsdangerous import BadData, URLSafeSerializer

SALT = "place"


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
