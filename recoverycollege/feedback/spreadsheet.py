"""Tables as an .xlsx file (ECMA-376), the little of it that plain tables need. Words stand in cells
as words, so that none is ever taken for a formula."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from html import escape

Cell = str | int | float | None
Rows = Sequence[Sequence[Cell]]
MOST_IN_A_NAME = 31
CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)  # the same tables make the same file


def xlsx(sheets: Sequence[tuple[str, Rows]]) -> bytes:
    """A file with these sheets: (name, rows)."""
    import zipfile  # only who downloads one needs it

    parts = {
        "[Content_Types].xml": _types(len(sheets)),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _workbook([name for name, _ in sheets]),
        "xl/_rels/workbook.xml.rels": _relations(
            [("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
        ),
    }
    for number, (_, rows) in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet(rows)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for path, text in parts.items():
            file.writestr(zipfile.ZipInfo(path, FIRST_MOMENT), HEAD + text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _types(sheets: int) -> str:
    override = '<Override PartName="/xl/{}.xml" ContentType="' + CONTENT + '.{}+xml"/>'
    parts = [override.format("workbook", "sheet.main")]
    parts += [override.format(f"worksheets/sheet{n}", "worksheet") for n in range(1, sheets + 1)]
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{"".join(parts)}</Types>'
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    lines = [
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    ]
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(lines)}</Relationships>'


def _workbook(names: Sequence[str]) -> str:
    sheets = [
        f'<sheet name="{escape(name[:MOST_IN_A_NAME])}" sheetId="{n}" r:id="rId{n}"/>'
        for n, name in enumerate(names, 1)
    ]
    spaces = f'xmlns="{MAIN}" xmlns:r="{OFFICE}"'
    return f"<workbook {spaces}><sheets>{''.join(sheets)}</sheets></workbook>"


def _sheet(rows: Rows) -> str:
    lines = [
        f'<row r="{n}">{"".join(_cell(value) for value in row)}</row>'
        for n, row in enumerate(rows, 1)
    ]
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


def _cell(value: Cell) -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, str):
        text = f'<t xml:space="preserve">{escape(value)}</t>'
        return f'<c t="inlineStr"><is>{text}</is></c>'
    return f"<c><v>{value}</v></c>" if math.isfinite(value) else "<c/>"
