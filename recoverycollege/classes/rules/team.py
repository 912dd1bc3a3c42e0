"""What of a teaching team may be shown, and to whom.

A public "peer" label discloses lived experience, and in a pair one label reveals the other. So
either everyone in the team shows their perspective to this viewer, or nobody's is shown and the
answer is the same whatever the perspectives are. Whoever leads a peer group alone can only be a
peer, and so can whoever gives one-to-one peer support: while they hide that, their name is hidden
too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from recoverycollege.classes.rules.gate import ONE_TO_ONE, PEER_ALONE
from recoverycollege.refusals import N_
from recoverycollege.text import fold

Viewer = Literal["public", "class", "team"]
Label = Literal["peer-led", "co-led", "practitioner-led", "led together", "led by"]

# The scopes that include a viewer: what the public may see, the class and the team see too.
_SEEN_BY: dict[str, frozenset[str]] = {
    "public": frozenset({"public"}),
    "class": frozenset({"public", "class"}),
    "team": frozenset({"public", "class", "team"}),
}
_TITLE = re.compile(
    r"(?:dr|doctor|prof|professor|mr|mrs|ms|miss|mx|sir|dame|lady|lord|rev|revd|fr|sr|nurse)\.?\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class MemberFacts:
    """One co-teacher as the table knows them. The scopes are public, class or team."""

    name: str
    perspective: str
    words: str = ""
    name_scope: str = "team"
    perspective_scope: str = "team"
    lead: bool = False
    label_ok: bool = False  # agrees that the class is called peer-led


@dataclass(frozen=True)
class ShownMember:
    """A co-teacher as a viewer may see them; `perspective` and `words` are empty when hidden."""

    name: str
    perspective: str = ""
    words: str = ""


@dataclass(frozen=True)
class ShownTeam:
    """The named members in the order of their names, how many more there are, and the label."""

    members: tuple[ShownMember, ...]
    more: int
    label: Label

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(member.name for member in self.members)


def shown_team(members: Sequence[MemberFacts], viewer: Viewer, kind: str) -> ShownTeam:
    """The team of a class of this kind of course, as this viewer may see it."""
    open_about_it = _open_about_it(members, viewer, kind)
    shown = [
        ShownMember(name, members[number].perspective, members[number].words.strip())
        if open_about_it
        else ShownMember(name)
        for number, name in _named(members, viewer, kind).items()
    ]
    return ShownTeam(
        # By name: the order of joining often tells who was asked as the peer.
        members=tuple(sorted(shown, key=lambda member: fold(member.name))),
        more=len(members) - len(shown),
        label=_label(members, open_about_it),
    )


def name_of(members: Sequence[MemberFacts], number: int, viewer: Viewer, kind: str) -> str:
    """The name of the member at this place in the team, in the style of all the names this viewer
    sees; empty where it is not for them."""
    return _named(members, viewer, kind).get(number, "")


def _named(members: Sequence[MemberFacts], viewer: Viewer, kind: str) -> dict[int, str]:
    """Place in the team → name, in one style, of those this viewer may know by name."""
    if kind_tells(kind, members) and not _open_about_it(members, viewer, kind):
        return {}
    named = [
        number
        for number, member in enumerate(members)
        if member.name_scope in _SEEN_BY[viewer] and member.name.strip()
    ]
    return dict(zip(named, one_style([members[n].name for n in named]), strict=True))


def _open_about_it(members: Sequence[MemberFacts], viewer: Viewer, kind: str) -> bool:
    """Whether everyone shows this viewer what they bring. Of one-to-one peer support nobody shows
    it who does not agree that it is called peer-led, for that is its name."""
    if kind == ONE_TO_ONE and viewer != "team" and not _leaders_agree(members):
        return False
    return all(member.perspective_scope in _SEEN_BY[viewer] for member in members)


def agrees_to_kind(members: Sequence[MemberFacts]) -> bool:
    """Whether everyone may read what the kind tells of this team: they show it to the public, and
    agree that it is called peer-led."""
    return _open_about_it(members, "public", ONE_TO_ONE)


def _label(members: Sequence[MemberFacts], open_about_it: bool) -> Label:
    perspectives = {member.perspective for member in members} if open_about_it else set()
    if perspectives == {"peer"} and _leaders_agree(members):
        return "peer-led"
    if perspectives == {"practitioner"}:
        return "practitioner-led"
    if "peer" in perspectives and len(perspectives) > 1:
        return "co-led"
    return "led together" if len(members) > 1 else "led by"


def _leaders_agree(members: Sequence[MemberFacts]) -> bool:
    """Where nobody was named as the leader, all of them lead."""
    return all(member.label_ok for member in leaders(members))


def leaders(members: Sequence[MemberFacts]) -> list[MemberFacts]:
    return [member for member in members if member.lead] or list(members)


def kind_tells(kind: str, members: Sequence[MemberFacts]) -> bool:
    """Whether the kind of course alone says what someone brings: who leads a peer group alone, and
    whoever one meets for one-to-one peer support."""
    return kind == ONE_TO_ONE or (kind in PEER_ALONE and len(members) == 1)


def label_inside(perspectives: Iterable[str]) -> str:
    """What a class counts as inside the college, whatever is shown: a message id."""
    found = set(perspectives)
    if found == {"peer"}:
        return N_("Peer-led")
    if found == {"practitioner"}:
        return N_("Practitioner-led")
    if "peer" in found:
        return N_("Co-produced")
    return N_("Led together") if found else ""


def one_style(names: Sequence[str]) -> list[str]:
    """The names without titles and letters after them; first names for all when one has only that.

    A style that differs (Dee and Dr Hughes) would tell who is the professional. A first name of
    two words stays whole when a hyphen or a no-break space joins it.
    """
    bare = [_without_title(name) for name in names]
    if any(" " not in name for name in bare):
        return [name.split(" ")[0] for name in bare]
    return bare


def _without_title(name: str) -> str:
    name = re.sub(r"[ \t\n]+", " ", name).strip(" ")
    bare = name.split(",")[0].strip(" ")
    while match := _TITLE.match(bare):
        bare = bare[match.end() :]
    return bare or name
