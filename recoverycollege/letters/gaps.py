"""Placeholders such as {name} in the words of a letter: which there are, whether words use them
rightly, and filling them in. Plain substitution, never a template engine: the words are typed by
people, and what is filled in is not looked at again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from recoverycollege.refusals import N_, Refused

ALWAYS = ("name", "sender", "phone")
GAP = re.compile(r"\{(\w+)\}")
# A text shows on a locked screen: nothing in it tells what it is about. Paper holds no links.
NEVER = {
    "email": frozenset[str](),
    "text": frozenset(
        {"course", "where", "standing", "other_dates", "answer", "writer", "message"}
    ),
    "paper": frozenset({"link", "code", "other_dates"}),
}
ON_TEXT = frozenset({"link", "code", "answer_by"})


def allowed(has: Iterable[str], channel: str) -> tuple[str, ...]:
    """The placeholders words may have on this channel."""
    return tuple(name for name in (*ALWAYS, *has) if name not in NEVER[channel])


def needed(must: Iterable[str], channel: str) -> tuple[str, ...]:
    """Those they must have. A text is short; on paper the phone stands for what one can press."""
    if channel == "text":
        return tuple(name for name in must if name in ON_TEXT)
    if channel == "paper":
        named = ("phone" if name == "link" else name for name in must)
        return tuple(name for name in named if name not in NEVER["paper"])
    return tuple(must)


def slips(words: str, has: Iterable[str], must: Iterable[str], channel: str) -> list[Refused]:
    """What is to be checked about words someone typed; nothing when all is well."""
    used, may = dict.fromkeys(GAP.findall(words)), allowed(has, channel)
    found = [Refused(_never(channel), gap=f"{{{name}}}") for name in used if name in NEVER[channel]]
    for name in used:
        if name not in may and name not in NEVER[channel]:
            found.append(Refused(N_("There is no %(gap)s in this letter."), gap=f"{{{name}}}"))
    for name in needed(must, channel):
        if name not in used:
            found.append(Refused(N_("Please put %(gap)s back in."), gap=f"{{{name}}}"))
    if re.search(r"[{}]", GAP.sub("", words)):
        found.append(Refused(N_("A bracket { or } stands alone. A placeholder has both.")))
    return found


def _never(channel: str) -> str:
    if channel == "text":
        return N_("A text shows on a locked screen, so %(gap)s cannot stand in it.")
    return N_("Paper has no links, so %(gap)s cannot stand in it.")


def fill(words: str, values: Mapping[str, str]) -> str:
    """The words with every placeholder filled in. Raises KeyError for one without a value."""
    return GAP.sub(lambda found: values[found[1]], words)


def tidy(text: str) -> str:
    """No blanks at the end of a line, no two empty lines in a row, one line end at the end."""
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n") + "\n"
