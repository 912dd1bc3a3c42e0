"""How the evidence for each component reads, on the page and as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from recoverycollege.feedback.rules.privacy import THRESHOLD, may_show, rounded
from recoverycollege.staff.queries.fidelity import Evidence
from recoverycollege.staff.rules.fidelity import Count
from recoverycollege.text import safe_cell

CITED = (
    "Toney R, Knight J, Hamill K, Taylor A, Henderson C, Crowther A, Meddings S, Barbic S, "
    "Jennings H, Pollock K, Bates P, Repper J, Slade M (2019). Development and evaluation of a "
    "Recovery College fidelity measure. Canadian Journal of Psychiatry 64(6), 405–414. "
    "doi.org/10.1177/0706743718815893"
)
# Every college has the first seven; the other five differ from college to college.
COMMON = 7
COMPONENTS = {
    "Valuing Equality": ("peer_leads", "teachers"),
    "Learning": ("outcomes", "asked"),
    "Tailored to the Student": ("wishes", "with_someone", "one_to_one"),
    "Coproduction of the Recovery College": (
        "co_led",
        "agreed",
        "design_both",
        "delivery_both",
        "evaluation_both",
        "peers_alone",
    ),
    "Social Connectedness": ("three_times", "peer_groups"),
    "Community Focus": ("support",),
    "Commitment to Recovery": ("hopeful", "again"),
    "Available to All": ("for_everyone", "for_relatives", "step_free", "not_online"),
    "Location": ("in_community", "online"),
    "Distinctiveness of Course Content": ("strands",),
    "Strengths Based": (),
    "Progressive": ("going_further", "peer_training"),
}


@dataclass(frozen=True)
class Line:
    """One thing that is counted. `count` and `of` are empty where it is not held."""

    words: str
    count: str
    of: str

    @property
    def told(self) -> str:
        if not self.of:
            return self.count
        return _("%(count)s of %(all)s", count=self.count, all=self.of)


@dataclass(frozen=True)
class Component:
    """A component by its published name, the evidence there is, and what nobody writes down."""

    name: str
    lines: Sequence[Line]
    not_held: str


def components(found: Evidence) -> list[Component]:
    """The twelve, in the order of the paper."""
    missing, said = not_held(), words()
    return [
        Component(name, [_line(key, said[key], found) for key in keys], missing[name])
        for name, keys in COMPONENTS.items()
    ]


def _line(key: str, said: str, found: Evidence) -> Line:
    if key in found.exact:
        counted = found.exact[key]
        return Line(said, str(counted.count), str(counted.of))
    return Line(said, *_people(found.people[key]))


def _people(counted: Count) -> tuple[str, str]:
    """To the nearest five, each on its own, and nothing of fewer than eight."""
    few = _("fewer than %(num)s", num=THRESHOLD)
    if not may_show(counted.of):
        return few, ""
    count = _about(counted.count) if may_show(counted.count) else few
    return count, _about(counted.of)


def _about(people: int) -> str:
    return _("about %(num)s", num=rounded(people))


def words() -> dict[str, str]:
    """What each count is of."""
    return {
        "peer_leads": _("Classes whose team a peer leads"),
        "teachers": _("Co-teachers who have had a place on a class here themselves"),
        "outcomes": _("Courses that say what people may be able to do afterwards"),
        "asked": _("Classes that are over, where students were asked what they take away"),
        "wishes": _("What would help someone take part: arranged, of all that was asked for"),
        "with_someone": _("People who came with a friend or a supporter"),
        "one_to_one": _("Courses of one-to-one peer support"),
        "co_led": _("Classes taught by a peer and someone else"),
        "agreed": _("Courses agreed by a peer and someone else, by signature"),
        "design_both": _("Planned together: records signed from both sides"),
        "delivery_both": _("Taught together: records signed from both sides"),
        "evaluation_both": _("Looked back together: records signed from both sides"),
        "peers_alone": _("Records signed by peers alone, in teams of peers"),
        "three_times": _("Classes that meet three times or more"),
        "peer_groups": _("Classes that are peer groups"),
        "support": _("Places to turn to in our support list, checked since the term began"),
        "hopeful": _("People who said before and after a class how hopeful they feel"),
        "again": _("People with a place who had one in an earlier term too"),
        "for_everyone": _("Classes for everyone"),
        "for_relatives": _("Classes for relatives and friends"),
        "step_free": _("Classes without a step on the way, or online"),
        "not_online": _("People who asked for a place by phone, on paper or in person"),
        "in_community": _("Classes in the community or outdoors"),
        "online": _("Classes online"),
        "strands": _("Strands of the catalogue with a class this term"),
        "going_further": _("Courses that go further than an introduction"),
        "peer_training": _("Classes that train peer workers"),
    }


def not_held() -> dict[str, str]:
    """What this system cannot know, and who can."""
    return {
        "Valuing Equality": _("How people treat each other. Ask students and co-teachers."),
        "Learning": _("What happens in the room: how much is done, and how much is told."),
        "Tailored to the Student": _("Help outside the class, such as a lift or a buddy."),
        "Coproduction of the Recovery College": _(
            "Who decides with whom about staff, money and the rules of the college."
        ),
        "Social Connectedness": _("The tea before and after, and who met again."),
        "Community Focus": _("Courses made with other places, and people who went on to them."),
        "Commitment to Recovery": _("The warmth of the place. Ask whoever comes through the door."),
        "Available to All": _("Who has not found the way here."),
        "Location": _("What the rooms say to those who enter them."),
        "Distinctiveness of Course Content": _("What others near you offer."),
        "Strengths Based": _(
            "Nothing is counted here. The college asks nobody for a diagnosis; whether a class "
            "builds on what people can do is for those who were there to say."
        ),
        "Progressive": _("What people did next, outside the college."),
    }


def csv_file(found: Evidence) -> str:
    """The counts of the page as a file that opens well, and safely, in a spreadsheet."""
    out = io.StringIO()
    out.write("\ufeff")  # tells spreadsheets that it is UTF-8
    writer = csv.writer(out)
    writer.writerows([safe_cell(cell) for cell in row] for row in _rows(found))
    return out.getvalue()


def _rows(found: Evidence) -> Iterator[Sequence[str]]:
    yield [_("Evidence for the fidelity measure"), found.term.name]
    yield [_("Component"), _("Evidence"), _("Count"), _("Of")]
    for one in components(found):
        for line in one.lines:
            yield [one.name, line.words, line.count, line.of]
        yield [one.name, _("Not recorded: %(what)s", what=one.not_held), "", ""]
    yield [CITED]
