"""The second factor: an authenticator app, and printed codes for the day the phone is lost."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime

from sqlalchemy import delete, func, insert, select

from recoverycollege import history
from recoverycollege.accounts import rules
from recoverycollege.accounts.models import Person, RecoveryCode
from recoverycollege.database import db
from recoverycollege.keyed import same, secret_hash

RECOVERY_CODES = 8


def new_secret(person: Person, session_id: int) -> str:
    """The secret offered to a person in one sign-in. Worked out, not stored, until confirmed."""
    offered = secret_hash(f"totp:{person.id}:{session_id}:{person.totp_last_step}")
    return base64.b32encode(hashlib.sha256(offered.encode()).digest()[:20]).decode()


def set_up(person: Person, secret: str, typed: str, now: datetime) -> bool:
    """Sets up the app once a code from it fits."""
    step = rules.totp_step(secret, typed, int(now.timestamp()), None)
    if step is None:
        return False
    person.totp_secret, person.totp_last_step = secret, step
    _note(person, "second_factor.set")
    return True


def remove(person: Person) -> None:
    """Takes the second factor away, recovery codes included."""
    person.totp_secret = None
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    _note(person, "second_factor.removed")


def accept(person: Person, typed: str, now: datetime) -> bool:
    """Whether a code from the app or a recovery code fits. Either counts once."""
    if person.totp_secret is None:
        return False
    at, last = int(now.timestamp()), person.totp_last_step
    step = rules.totp_step(person.totp_secret, typed, at, last)
    if step is not None:
        person.totp_last_step = step
        return True
    return _use_recovery_code(person.id, typed, now)


def recovery_codes(person_id: int, nonce: str) -> list[str]:
    """The codes that belong to a nonce: so they can be shown once without being kept anywhere."""
    keyed = (secret_hash(f"recovery:{person_id}:{nonce}:{i}") for i in range(RECOVERY_CODES))
    plain = (base64.b32encode(bytes.fromhex(key)).decode().lower()[:12] for key in keyed)
    return [f"{code[:4]}-{code[4:8]}-{code[8:]}" for code in plain]


def renew_recovery_codes(person: Person, nonce: str) -> None:
    """Eight new codes; those before are void."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    rows = [
        {"person_id": person.id, "code_hash": _hash(person.id, code)}
        for code in recovery_codes(person.id, nonce)
    ]
    db.session.execute(insert(RecoveryCode).values(rows))
    _note(person, "recovery_codes.made")


def recovery_codes_left(person_id: int) -> int:
    """How many recovery codes a person still has."""
    query = select(func.count()).select_from(RecoveryCode)
    mine = query.where(RecoveryCode.person_id == person_id, RecoveryCode.used_at.is_(None))
    return db.session.scalar(mine) or 0


def _use_recovery_code(person_id: int, typed: str, now: datetime) -> bool:
    wanted = _hash(person_id, typed)
    query = select(RecoveryCode).where(
        RecoveryCode.person_id == person_id, RecoveryCode.used_at.is_(None)
    )
    for code in db.session.scalars(query.with_for_update()):
        if same(code.code_hash, wanted):
            code.used_at = now
            return True
    return False


def _hash(person_id: int, code: str) -> str:
    return secret_hash(f"recovery-code:{person_id}:{rules.plain_recovery_code(code)}")


def _note(person: Person, action: str) -> None:
    history.record(action, "person", person.id, actor_id=person.id, person_id=person.id)
