"""Six-digit codes: asked for, made when the letter is sent, typed once."""

from __future__ import annotations

import re
import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import select, true

from recoverycollege import letters
from recoverycollege.accounts import rules
from recoverycollege.accounts.models import Code, Contact
from recoverycollege.database import db
from recoverycollege.keyed import same, secret_hash
from recoverycollege.letters import Letter
from recoverycollege.refusals import N_, Refused

DOES_NOT_FIT = N_(
    "This code does not fit. Please look at the newest message from us. "
    "A code works once, for ten minutes; you can ask for another."
)


def ask_code(kind: str, contact: Contact, handle: str, **facts: Any) -> Letter:
    """Posts the letter `kind` that brings a code to one person at this contact, to be typed in
    the browser that holds `handle`."""
    return letters.post(
        kind, contact.person_id, contact_id=contact.id, handle=secret_hash(handle), **facts
    )


def make_code(
    letter: Letter, purpose: str, now: datetime, about_id: int | None = None
) -> str | None:
    """Makes the six digits, while their letter is being sent: ten minutes from now. Sent again,
    the letter brings new digits in the same place; none once they were used, or when the same
    was asked again meanwhile: pressed ten times, it comes once."""
    if _asked_again(letter):
        return None
    code = db.session.get(Code, letter.facts.get("code_id", 0))
    if code is None:
        code = Code(
            person_id=letter.person_id,
            contact_id=letter.contact_id,
            purpose=purpose,
            about_id=about_id,
            handle_hash=letter.facts["handle"],
            asked_at=letter.created_at,
        )
        db.session.add(code)
        db.session.flush()
        letter.facts = letter.facts | {"code_id": code.id}
    if code.used_at is not None:
        return None
    digits = f"{secrets.randbelow(10**6):06}"
    code.code_hash = _hash(code.id, digits)
    code.ends_at = now + rules.CODE_LIFE
    return digits


def _asked_again(letter: Letter) -> bool:
    """Whether a newer letter that says the same is about to leave."""
    newer = db.session.scalars(
        select(Letter.facts)
        .where(Letter.person_id == letter.person_id, Letter.contact_id == letter.contact_id)
        .where(Letter.kind == letter.kind, Letter.state == "waiting", Letter.id > letter.id)
    )
    return _asked_for(letter.facts) in [_asked_for(facts) for facts in newer]


def _asked_for(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: fact for name, fact in facts.items() if name != "code_id"}


def use_code(
    handle: str,
    typed: str,
    now: datetime,
    *,
    purpose: str | None = None,
    person_id: int | None = None,
) -> Code:
    """The code that was typed, used up. Raises `Refused`; commit even then, the try counts.

    Any code asked for in this browser counts, unless it must be of a `purpose` or a person's.
    One that went to an address no longer in use counts no more.
    """
    digits = re.sub(r"[^0-9]", "", typed)
    live = db.session.scalars(
        select(Code)
        .where(Code.handle_hash == secret_hash(handle), Code.used_at.is_(None))
        .where(Code.ends_at > now, Code.tries < rules.CODE_TRIES)
        .where(Code.contact_id.in_(select(Contact.id).where(Contact.replaced_at.is_(None))))
        .where(Code.purpose == purpose if purpose else true())
        .where(Code.person_id == person_id if person_id else true())
        .order_by(Code.id.desc())
        .with_for_update()
    ).all()
    for code in live:
        if code.code_hash and same(code.code_hash, _hash(code.id, digits)):
            code.used_at = now
            return code
    for code in live:
        code.tries += 1
    raise Refused(DOES_NOT_FIT)


def _hash(code_id: int, digits: str) -> str:
    return secret_hash(f"code:{code_id}:{digits}")
