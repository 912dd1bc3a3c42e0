"""What someone asks for beyond one place for themselves: whom they bring, which dates, and whether
we may enrol them without asking again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from recoverycollege.refusals import N_, Refused

# What can be chosen, as message ids. The empty choice is what most people want.
PARTIES = {
    "": N_("Just me"),
    "supporter": N_("Me and a supporter"),
    "friend": N_("Me and a friend: both of us, or neither"),
    "either": N_("Me and a friend: either of us may come alone"),
}
WAYS = {
    "": N_("Ask me first"),
    "2": N_("Save it for me, if there are 2 days or more to go"),
    "7": N_("Save it for me, if there is a week or more to go"),
    "14": N_("Save it for me, if there are 2 weeks or more to go"),
}


@dataclass(frozen=True)
class Want:
    """One request. `with_whom`: empty, supporter or friend. `together`: both or neither; else each
    has a wish of their own. `auto_days`: enrol me without asking, with so many days' notice or
    more. `any_class`: any date of the course will do."""

    with_whom: str = ""
    together: bool = True
    auto_days: int | None = None
    any_class: bool = False

    @property
    def places(self) -> int:
        return 2 if self.with_whom and not self.split else 1

    @property
    def split(self) -> bool:
        """Whether the friend may come without them, and they without the friend."""
        return self.with_whom == "friend" and not self.together


ALONE = Want()


def want_of(party: str, auto: str, any_class: bool) -> Want:
    """The request that someone chose: keys of `PARTIES` and `WAYS`."""
    return Want(
        with_whom="friend" if party == "either" else party,
        together=party != "either",
        auto_days=int(auto) if auto else None,
        any_class=any_class,
    )


def automatic(auto_days: int | None, made_at: datetime, starts_at: datetime) -> bool:
    """Whether a place that came free then is taken without asking again."""
    return auto_days is not None and starts_at - made_at >= timedelta(days=auto_days)


def check_alone(kind: str, want: Want) -> None:
    """Raises `Refused` for someone to be brought to a conversation for two."""
    if kind == "one-to-one" and want.with_whom:
        raise Refused(
            N_(
                "This is a conversation for two, so there is one place. If you would like someone "
                "beside you, tell us what would help you take part, and we arrange it."
            )
        )
