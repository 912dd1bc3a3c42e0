"""How the three records of a class read: their words, who signed, and who still may."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_login import current_user

from recoverycollege.classes.models import (
    CoproductionRecord,
    RecordSignature,
    ScheduledClass,
    TeamMember,
)
from recoverycollege.classes.queries.records import facts_of, held_of, records_of
from recoverycollege.classes.queries.reflections import both_looked_back
from recoverycollege.classes.rules import records as rules
from recoverycollege.classes.rules.records import EVALUATION, OTHER, PEER
from recoverycollege.wording import day_year


@dataclass(frozen=True)
class Signed:
    """Who signed, as what, and when."""

    name: str
    role: str
    at: datetime


@dataclass(frozen=True)
class Card:
    """One record as a co-teacher sees it."""

    kind: str
    title: str
    words: str
    seen: str  # the fingerprint of these words
    signed: Sequence[Signed]
    missing: str  # who is still to sign
    whole: str  # that nobody is
    mine: bool  # whether this reader may sign
    not_yet: str  # why it cannot be signed now; then the rest is empty
    not_mine: str = ""  # why this reader has no part in it


def cards(found: ScheduledClass, now: datetime) -> list[Card]:
    """The three records of a class. Three statements."""
    records = records_of(found.id)
    return [card(kind, found, records.get(kind), now) for kind in rules.KINDS]


def card(
    kind: str, found: ScheduledClass, record: CoproductionRecord | None, now: datetime
) -> Card:
    """One of them, with the words that stand there now."""
    title, signatures = titles()[kind], record.signatures if record else []
    if reason := rules.not_yet(kind, held_of(found), now):
        words = record.words if record else ""  # a class called off keeps what was signed
        return Card(
            kind, title, words, "", [_signed(s) for s in signatures], "", "", False, _(reason)
        )
    words = record.words if record and record.words else first_words(kind, found, now)
    mine = next(m for m in found.team if m.person_id == current_user.person_id)
    not_mine = rules.not_theirs(kind, mine.joined_at, held_of(found))
    sides = rules.sides_of([member.perspective for member in found.team])
    missing = [side for side in sides if side not in {s.side for s in signatures}]
    return Card(
        kind=kind,
        title=title,
        words=words,
        seen=rules.fingerprint(kind, words),
        signed=[_signed(signature) for signature in signatures],
        missing=_missing(missing),
        whole="" if missing else _whole([s.side for s in signatures]),
        mine=not not_mine and _may_sign(mine, missing, signatures),
        not_yet="",
        not_mine=_(not_mine) if not_mine else "",
    )


def _may_sign(
    me: TeamMember, missing: Sequence[str], signatures: Sequence[RecordSignature]
) -> bool:
    by_me = any(signature.person_id == me.person_id for signature in signatures)
    return rules.side_of(me.perspective) in missing and not by_me


def first_words(kind: str, found: ScheduledClass, now: datetime) -> str:
    """What stands there until the team puts it in its own words, in the reader's language."""
    looked_back = kind == EVALUATION and both_looked_back(found, now)
    facts = facts_of(found, both_looked_back=looked_back)
    sentences = rules.first_words(kind, facts, now)
    return " ".join(
        _(one.message, **{name: _filled(name, value) for name, value in one.params.items()})
        for one in sentences
    )


def _filled(name: str, value: Any) -> Any:
    if isinstance(value, date):
        return day_year(value)
    return _(value) if name == "who" else value


def titles() -> dict[str, str]:
    """What each record is about."""
    return {
        "design": _("We planned it together"),
        "delivery": _("We taught it together"),
        "evaluation": _("We looked back together"),
    }


def one_sided(found: ScheduledClass) -> str:
    """What to say of a team that is of one side."""
    sides = rules.sides_of([member.perspective for member in found.team])
    if sides == (PEER,):
        return _(
            "This team is of peers alone, so a peer's signature is enough. The college counts "
            "these records as signed by peers alone."
        )
    if sides == (OTHER,):
        return _(
            "There is no peer in this team. One signature is enough, and the college does not "
            "count these records as signed from both sides."
        )
    return ""


def _missing(sides: Sequence[str]) -> str:
    return {
        (): "",
        (PEER,): _("Still to sign: a peer."),
        (OTHER,): _("Still to sign: a practitioner or a relative."),
    }.get(tuple(sides), _("Still to sign: a peer, and a practitioner or a relative."))


def _whole(sides: Sequence[str]) -> str:
    if len(sides) > 1:
        return _("Signed from both sides")
    return _("Signed by peers alone") if PEER in sides else _("Signed, without a peer")


def _signed(signature: RecordSignature) -> Signed:
    member = signature.member
    roles = {"practitioner": _("as a practitioner"), "relative": _("as a relative")}
    role = roles.get(member.perspective if member else "", _("as a practitioner or relative"))
    return Signed(
        (member.shown_name if member else signature.name) or _("Someone who has left us"),
        _("as a peer") if signature.side == PEER else role,
        signature.signed_at,
    )
