"""Passwords: kept as argon2 hashes, checked slowly on purpose and before any lock is taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from recoverycollege import history
from recoverycollege.accounts import rules
from recoverycollege.accounts.common_passwords import COMMON
from recoverycollege.accounts.models import Person
from recoverycollege.refusals import N_, Refused

if TYPE_CHECKING:
    from argon2 import PasswordHasher

# Checked when nobody is known, so that the answer takes as long.
NOBODY = (
    "$argon2id$v=19$m=19456,t=2,p=1"
    "$S5V9BP2I2wylmoK8vCml8Q$U4aZFdnhsC/Sd1knAHIOYOAF6jGtpgRjq81/HS9fusQ"
)


def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher  # not at the top: reading the catalogue needs no passwords

    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def check_new_password(password: str) -> None:
    """Raises `Refused` for a password that is too short or tried first by everyone."""
    if len(password) < rules.SHORTEST_PASSWORD:
        raise Refused(N_("Please use at least 10 letters or digits."))
    if rules.is_common(password, COMMON):
        raise Refused(N_("Many people use this one, so it is guessed first. Please try another."))


def hash_password(password: str) -> str:
    """The hash to keep. Takes a moment: call it before the write transaction."""
    return _hasher().hash(password[: rules.LONGEST_PASSWORD])


def fits(hashes: Sequence[str | None], password: str) -> list[bool]:
    """For each hash whether the password fits. Works at least once, even when there is none."""
    kept = [found if found else None for found in hashes]
    if not any(kept):
        _verify(NOBODY, password)
    return [found is not None and _verify(found, password) for found in kept]


def _verify(kept: str, password: str) -> bool:
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _hasher().verify(kept, password[: rules.LONGEST_PASSWORD])
    except (VerificationError, InvalidHashError):
        return False


def set_password(person: Person, password_hash: str | None) -> None:
    """Sets or removes a person's own password."""
    person.password_hash = password_hash
    action = "password.set" if password_hash else "password.removed"
    history.record(action, "person", person.id, actor_id=person.id, person_id=person.id)
