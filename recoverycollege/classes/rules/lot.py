"""Until which day wishes are gathered for a lot, and when the office may still change it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from recoverycollege.refusals import N_, Refused


@dataclass(frozen=True)
class LotFacts:
    """A class as it stands. `until`: its day so far. `wishes`: noted in its line. `placed`: how
    many have a place there, or are offered one."""

    until: date | None
    drawn: bool = False
    wishes: int = 0
    placed: int = 0


def check_lot_day(wanted: date | None, facts: LotFacts, today: date) -> None:
    """Raises `Refused` unless the day can become `wanted`: nobody who was promised a lot loses it,
    and no lot begins where places were given already."""
    if wanted == facts.until:
        return
    if facts.drawn:
        raise Refused(N_("The lot was drawn already, so its day stays as it is."))
    if wanted is None and facts.wishes:
        raise Refused(
            N_(
                "Wishes noted so far, because a lot decides: %(wishes)s. So the lot has to stay. "
                "Its day can be another one that is still to come."
            ),
            wishes=facts.wishes,
        )
    if wanted is not None and wanted < today:
        raise Refused(N_("Wishes can only be gathered until a day that is still to come."))
    if facts.until is None and facts.placed:
        raise Refused(
            N_(
                "Some people have a place on this class already, or are offered one. A lot can "
                "only begin before that."
            )
        )
