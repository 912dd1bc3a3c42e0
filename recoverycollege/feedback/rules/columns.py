"""A table as people save it from a spreadsheet: commas, semicolons or tabs, points or decimal
commas, gaps. What could be read in two ways is refused, and the message names the line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SEPARATORS = ("\t", ";", ",")
MISSING = {"", "na", "n/a", "nan", "null", "none", ".", "-", "–", "missing"}
NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?", re.ASCII)
GROUPED = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}", re.ASCII)  # 1,234 may be either
LARGEST = 1e100
MOST_SHOWN = 30
BEFORE = ("before", "pre", "pretest", "pre-test", "baseline")
AFTER = ("after", "post", "posttest", "post-test", "follow-up")
KEYS = {"", "id", "name", "code", "nr", "no", "no.", "number", "row", "case", "subject", "pair"}
KEYS |= {"person", "participant", "student", "key", "respondent"}


class Unclear(ValueError):
    """The table cannot be read in one way only; the text says where and why."""


@dataclass(frozen=True)
class Row:
    """One line below the header. `line` is its number in the file, from one."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Cells as they are written, without spaces around them."""

    names: tuple[str, ...]
    rows: tuple[Row, ...]

    def position(self, name: str) -> int:
        """Where a column is, whatever its capitals. Raises Unclear where it is not one column."""
        found = [i for i, own in enumerate(self.names) if own == name.strip()]
        wanted = name.strip().casefold()
        found = found or [i for i, own in enumerate(self.names) if own.casefold() == wanted]
        if len(found) == 1:
            return found[0]
        if found:
            raise Unclear(f"{len(found)} columns are called {name}.")
        raise Unclear(f"There is no column {name}. There is: {', '.join(self.names)}.")


def decoded(content: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with one, else what older spreadsheets write."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def read_table(content: bytes) -> Table:
    """The table in a file. Raises Unclear."""
    text = decoded(content).replace("\0", "")
    if not text.strip():
        raise Unclear("The file is empty.")
    rows = _rows(text)
    first = rows[0]
    if all(_is_number(cell) for cell in first.cells if not is_missing(cell)):
        names = tuple(f"column {i}" for i in range(1, len(first.cells) + 1))
    else:
        names, rows = first.cells, rows[1:]
    return Table(names, tuple(_of_width(row, len(names)) for row in rows))


def numbers(table: Table, positions: Iterable[int]) -> list[list[float | None]]:
    """The columns at these positions as numbers, None where an answer is missing. Raises Unclear
    for text, and where a comma could mean two things."""
    positions = list(positions)
    _check_commas(table, positions)
    return [[_number(table, row, i) for row in table.rows] for i in positions]


def before_and_after(
    table: Table, before: str | None = None, after: str | None = None
) -> tuple[int, int]:
    """Which two columns to compare: the named ones, else those called before and after, else the
    first two that hold numbers and are not called id or the like. Raises Unclear."""
    if before is not None or after is not None:
        if before is None or after is None:
            raise Unclear("Name both columns, --before and --after, or neither.")
        chosen = table.position(before), table.position(after)
        if chosen[0] == chosen[1]:
            raise Unclear("Before and after are the same column.")
        return chosen
    first, second = _called(table, BEFORE), _called(table, AFTER)
    if first is not None and second is not None:
        return first, second
    numeric = [i for i in range(len(table.names)) if _holds_numbers(table, i)]
    plain = [i for i in numeric if table.names[i].casefold() not in KEYS]
    some = plain if len(plain) > 1 else numeric
    if len(some) < 2:
        have = ", ".join(name or "(no name)" for name in table.names)
        raise Unclear(f"Two columns with numbers are needed. There is: {have}.")
    return some[0], some[1]


def is_missing(cell: str) -> bool:
    return cell.casefold() in MISSING


def _rows(text: str) -> list[Row]:
    """Lines that are not blank, by the separator that divides the header into most cells."""
    best: list[Row] = []
    for separator in SEPARATORS:
        rows = _separated(text, separator)
        if rows and (not best or len(rows[0].cells) > len(best[0].cells)):
            best = rows
    return best


def _separated(text: str, separator: str) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows, line = [], 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells) or len(cells) > 1:
                rows.append(Row(line, tuple(_plain(cell) for cell in cells)))
            line = reader.line_num + 1
    except csv.Error as problem:
        raise Unclear(f"Line {reader.line_num} cannot be read: {problem}.") from None
    return rows


def _plain(cell: str) -> str:
    """Without spaces, also those that do not break; minus signs as keyboards have them."""
    return cell.replace("\xa0", " ").replace("\u202f", " ").strip().replace("\u2212", "-")


def _of_width(row: Row, width: int) -> Row:
    """What a short line lacks is missing; what a long one has too much is not guessed."""
    cells = row.cells
    while len(cells) > width and not cells[-1]:
        cells = cells[:-1]
    if len(cells) > width:
        raise Unclear(
            f"Line {row.line} has {len(cells)} cells, the header {width}. If commas are decimal"
            " commas here, separate the columns by semicolons."
        )
    return Row(row.line, cells + ("",) * (width - len(cells)))


def _called(table: Table, names: Sequence[str]) -> int | None:
    for name in names:
        found = [i for i, own in enumerate(table.names) if own.casefold() == name]
        if len(found) == 1:
            return found[0]
    return None


def _holds_numbers(table: Table, position: int) -> bool:
    """More numbers than text: so that one slip is named and not passed over."""
    cells = [row.cells[position] for row in table.rows]
    given = [cell for cell in cells if not is_missing(cell)]
    return 2 * sum(_is_number(cell) for cell in given) > len(given)


def _is_number(cell: str) -> bool:
    return NUMBER.fullmatch(cell.casefold()) is not None


def _check_commas(table: Table, positions: Sequence[int]) -> None:
    """A comma is decimal for all of them or for none."""
    cells = [(row.line, row.cells[i]) for row in table.rows for i in positions]
    told = [(line, cell) for line, cell in cells if _is_number(cell)]
    commas = [(line, cell) for line, cell in told if "," in cell]
    if not commas:
        return
    line, cell = commas[0]
    points = [(at, other) for at, other in told if "." in other]
    if points:
        at, other = points[0]
        raise Unclear(f"Line {line} has {cell}, and line {at} has {other}: use one decimal sign.")
    if all(GROUPED.fullmatch(other) for _, other in commas):
        raise Unclear(f"Line {line} has {cell}: that may be a thousand or a decimal comma.")


def _number(table: Table, row: Row, position: int) -> float | None:
    cell = row.cells[position]
    if is_missing(cell):
        return None
    where = f"Line {row.line}, column {table.names[position]}"
    if not _is_number(cell):
        shown = cell if len(cell) <= MOST_SHOWN else cell[:MOST_SHOWN] + "…"
        raise Unclear(f"{where}: “{shown}” is not a number.")
    value = float(cell.replace(",", "."))
    if abs(value) > LARGEST:
        raise Unclear(f"{where}: {cell} is too large.")
    return value
