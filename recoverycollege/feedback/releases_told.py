"""How a released report reads: on the page, as a file, and its codebook. All of them print the
frozen cells, and nothing else."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from importlib.util import find_spec
from typing import Any

from flask_babel import gettext as _

from recoverycollege.feedback import presenting
from recoverycollege.feedback.models import Release, ReleaseRow
from recoverycollege.feedback.queries.instruments import score_called
from recoverycollege.feedback.queries.parts import Line, Spread
from recoverycollege.feedback.queries.releases import Given
from recoverycollege.feedback.rules.items import SCALE, Item, plain, worded_item
from recoverycollege.feedback.rules.privacy import (
    EFFECT_FROM,
    HUNDREDTHS_FROM,
    TESTS_FROM,
    decimals,
)
from recoverycollege.feedback.rules.releasing import COMMISSIONERS
from recoverycollege.feedback.spreadsheet import xlsx
from recoverycollege.text import safe_cell

CHANGE = ("people", "before", "after", "change", "low", "high", "up", "same", "down", "effect")
TESTS = ("d_z", "t_p", "signed_rank_p", "rank_biserial")
FIRST = ("pairs", "pairs_mean", "only", "only_mean", "apart", "low", "high")
COUNTS = ("people", "up", "same", "down", "pairs", "only")
MEANS = ("before", "after", "change", "low", "high", "pairs_mean", "only_mean", "apart")
SIGNED = ("change", "apart", "low", "high")
AS_EVERYWHERE = ("pair", "scale", "interval", "moves", "began", "effect", "missing", "ours")
SOON = timedelta(minutes=5)
FEW = f"<{COMMISSIONERS}"  # in files
Cells = list[str | int | float | None]


def title(found: Release) -> str:
    return found.name or _("The whole college")


def scope(name: str) -> str:
    return {"course": _("Course"), "strand": _("Strand"), "college": _("The whole college")}[name]


def state(name: str) -> str:
    return {
        "asked": _("Being worked out"),
        "ready": _("Ready to look at"),
        "refused": _("Not released"),
        "released": _("Released"),
        "withdrawn": _("Withdrawn"),
    }[name]


def question(row: ReleaseRow) -> str:
    return presenting.item_words(item(row))


def item(row: ReleaseRow) -> Item:
    return worded_item(plain(row.item), row.words)


def group(row: ReleaseRow) -> str:
    return _("Places taken") if row.item == "places" else presenting.group(row.item)


def column(name: str) -> str:
    return {
        "people": _("Places"),
        "pairs": _("Places, before and after"),
        "pairs_mean": _("Began at"),
        "only": _("Places, only before"),
        "only_mean": _("Began at"),
        "apart": _("Apart"),
        "share": _("Share in %"),
        "before": _("Mean before"),
        "after": _("Mean after"),
        "change": _("Change"),
        "low": _("95 % interval from"),
        "high": _("95 % interval to"),
        "up": _("Up"),
        "same": _("Same"),
        "down": _("Down"),
        "effect": _("Effect size"),
        "d_z": "d_z",
        "t_p": _("p (t-test)"),
        "signed_rank_p": _("p (signed rank)"),
        "rank_biserial": _("Rank-biserial"),
    }[name]


def people(count: int | None) -> str:
    return str(count) if count else _("fewer than 10")


def line(row: ReleaseRow) -> Line:
    """A row as the drawing takes it. It lies no finer than it is printed."""
    cells = row.cells
    means = {name: cells[name] for name in ("before", "after", "change", "low", "high")}
    counts = {name: cells[name] or 0 for name in ("people", "up", "same", "down")}
    spread = Spread(**cells["spread"]) if cells["spread"] else None
    return Line(
        item=item(row),
        **means,
        **counts,
        decimals=_digits(row),
        effect=cells["effect"],
        technical=None,
        spread=spread,
    )


def lines(given: Given) -> list[Line]:
    return [line(row) for row in given.of("change")]


def spread_rows(given: Given) -> list[list[str]]:
    return presenting.spread_rows(lines(given), people)


def pdf_comes(given: Given, now: datetime) -> bool:
    """Whether a PDF that is not there yet can be expected: WeasyPrint is set up here, and the
    worker has not had its time. Nothing of it is loaded."""
    out = given.release.released_at
    return out is not None and now - out < SOON and find_spec("weasyprint") is not None


def table(given: Given, kind: str, columns: Sequence[str]) -> list[list[str]]:
    """The rows of one kind as the page prints them."""
    return [
        [group(row) if kind == "who" else question(row), *(_told(row, name) for name in columns)]
        for row in given.of(kind)
    ]


def _told(row: ReleaseRow, name: str) -> str:
    value = row.cells[name]
    if name in COUNTS:
        return people(value)
    if name == "share":
        return presenting.share(value)
    if name in ("t_p", "signed_rank_p"):
        return presenting.probability(value)
    if name in ("effect", "d_z", "rank_biserial"):
        return presenting.number(value)
    return presenting.number(value, _digits(row), signed=name in SIGNED)


def _digits(row: ReleaseRow) -> int:
    """How finely means are printed: by the smallest count."""
    counts = [row.cells[name] or 0 for name in ("people", "pairs", "only") if name in row.cells]
    return decimals(min(counts))


def note(rows: Iterable[ReleaseRow]) -> str:
    """How a released report is made: kept with it, a line each. Of instruments, where they are
    from."""
    mine = [
        _("This report counts the places of the classes whose forms were closed when it was made; "
          "someone who took two classes had two. It stays as it is."),
        _("Nothing is shown of fewer than ten people, and counts and shares are given to the "
          "nearest five, each on its own, so they may not add up. Small classes that could be "
          "told from their neighbours are not counted."),
        _("A report goes out only if it tells of nobody when laid beside those that went out "
          "before: whatever can be worked out from them together is of ten people or more."),
    ]  # fmt: skip
    general = presenting.conventions()
    lines = [general["cause"], *mine, *(general[name] for name in AS_EVERYWHERE)]
    known = {found[0].name: found[0] for row in rows if (found := score_called(plain(row.item)))}
    if known:
        lines.append(general["instruments"])
    lines += [f"{one.name}: {one.citation}" for one in known.values()]
    return "\n".join(lines)


def rows(given: Given) -> list[Cells]:
    """The whole report as one table, for a file."""
    found = given.release
    out: list[Cells] = [[title(found)], [found.period_name], [_("Fingerprint"), found.fingerprint]]
    for kind, words, names in _parts():
        out += [[], [words, *(column(name) for name in names)]]
        for row in given.of(kind):
            name = group(row) if kind == "who" else question(row)
            out.append([name, *(_in_file(row, each) for each in names)])
    if spread := spread_rows(given):
        out += [[], [_("Where the answers lay")], [*presenting.spread_head()]]
        out += [[*cells] for cells in spread]
    out += [[], [_("How these figures are made")]]
    return out + [[words] for words in found.note.splitlines()]


def _parts() -> list[tuple[str, str, Sequence[str]]]:
    return [
        ("change", _("Before and after"), (*CHANGE, *TESTS)),
        ("first", _("How people began"), FIRST),
        ("after", _("Afterwards"), ("people", "after")),
        ("who", _("Who answered"), ("people", "share")),
    ]


def _in_file(row: ReleaseRow, name: str) -> str | float | None:
    value: float | None = row.cells[name]
    return FEW if value is None and name in COUNTS else value


def csv_file(given: Given) -> str:
    out = io.StringIO()
    out.write("\ufeff")  # tells spreadsheets that it is UTF-8
    csv.writer(out).writerows([safe_cell(cell) for cell in row] for row in rows(given))
    return out.getvalue()


def xlsx_file(given: Given) -> bytes:
    return xlsx([(_("Report"), rows(given))])


def codebook(given: Given) -> str:
    """Every column and every item of the files, for machines."""
    found = given.release
    released = found.released_at.isoformat() if found.released_at else None
    items = {row.item: row for row in given.rows if row.kind in ("change", "after")}
    book: dict[str, Any] = {
        "report": {
            "id": found.id,
            "scope": found.scope,
            "title": title(found),
            "period": found.period_name,
            "classes": found.classes,
            "released": released,
            "fingerprint": found.fingerprint,
        },
        "columns": [
            {"id": name, "words": column(name), "rounding": _rounding(name)}
            for name in dict.fromkeys((*CHANGE, *TESTS, *FIRST, "share"))
        ],
        "items": [
            {"id": name, "version": row.version, "words": question(row), "kind": row.kind}
            | _range(name)
            for name, row in items.items()
        ],
        "scale": [{"value": value, "words": _(words)} for value, words in sorted(SCALE.items())],
        "threshold": {"people": COMMISSIONERS, "effect": EFFECT_FROM, "tests": TESTS_FROM},
        "kept_back": FEW,
        "missing": "never counted as zero; no pair",
        "method": found.note.splitlines(),
    }
    return json.dumps(book, ensure_ascii=False, indent=2) + "\n"


def _range(item: str) -> dict[str, Any]:
    """Of a score of an instrument: where it lies, and which way is better."""
    if (known := score_called(plain(item))) is None:
        return {}
    definition, score = known
    about = {"low": score.low, "high": score.high, "better": score.direction}
    return about | {"instrument": definition.name, "citation": definition.citation}


def _rounding(name: str) -> str:
    if name in (*COUNTS, "share"):
        return "nearest 5"
    if name in MEANS:
        return f"1 decimal; 2 from {HUNDREDTHS_FROM} people"
    return "3 decimals" if name in ("t_p", "signed_rank_p") else "2 decimals"
