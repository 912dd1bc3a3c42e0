"""What the teams of the demo co-teachers have prepared: plans of sessions, files and links. The
next session after today's has no plan yet: it is theirs to write, or to copy."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from recoverycollege.classes.models import Material, MaterialPiece, PlanPart, SessionPlan
from recoverycollege.classes.rules.files import PDF, TEXT
from recoverycollege.demo.loading.teams import TRIO
from recoverycollege.demo.loading.timetable import Planned
from recoverycollege.demo.loading.world import Row, World, read

ELSEWHERE = "what we talk about today"  # the theme in other courses
BEFORE = timedelta(days=5)


def add_lessons(world: World, classes: list[Planned]) -> None:
    """Plans of the last term and of this one until today; materials of this term and the next."""
    told = read("lessons")
    for planned in classes:
        if not any(member["shown_name"] in TRIO for member in planned.team):
            continue
        _add_plans(world, told, planned)
        if planned.term > 0:
            _add_materials(world, told, planned)


def _add_plans(world: World, told: Row, planned: Planned) -> None:
    until = world.moment + timedelta(days=1)
    for number, session in enumerate(planned.sessions):
        if session["starts_at"] >= until:
            return
        theme = told["themes"][number % len(told["themes"])] if planned.together else ELSEWHERE
        changed_at = session["starts_at"] - BEFORE
        world.rows.add(SessionPlan, session_id=session["id"], version=1, changed_at=changed_at)
        length = int((session["ends_at"] - session["starts_at"]).total_seconds() // 60)
        _add_parts(world, told["part"], session, planned.team, theme, length)


def _add_parts(
    world: World, parts: list[Row], session: Row, team: list[Row], theme: str, length: int
) -> None:
    """The same parts in each session, as long as its time allows."""
    whole = sum(part["share"] for part in parts)
    minutes = [part["share"] * length // whole // 5 * 5 for part in parts]
    minutes[2] += length - sum(minutes)
    for position, part in enumerate(parts):
        leader = team[part["who"] % len(team)]["id"] if part["who"] >= 0 else None
        world.rows.add(
            PlanPart,
            session_id=session["id"],
            position=position,
            minutes=minutes[position],
            words=part["words"].format(theme=theme),
            bring=part["bring"],
            leader_id=leader,
        )


def _add_materials(world: World, told: Row, planned: Planned) -> None:
    """All of them in the class that the three teach together, the hand-out in the others."""
    added_at = min(planned.starts_at, world.moment) - BEFORE
    by_id = planned.team[0]["person_id"]
    for told_file in told["material"] if planned.together else told["material"][:1]:
        content = file_of(told_file)
        row = _add(world, planned, told_file["name"], told_file["for_students"], by_id, added_at)
        row["content_type"] = (PDF if told_file["title"] else TEXT).content_type
        row["size"], row["sha256"] = len(content), hashlib.sha256(content).hexdigest()
        world.rows.add(MaterialPiece, material_id=row["id"], position=0, content=content)
    for link in told["link"] if planned.together else []:
        row = _add(world, planned, link["title"], link["for_students"], by_id, added_at)
        row["url"] = link["url"]


def _add(
    world: World, planned: Planned, title: str, for_students: bool, by_id: int, at: datetime
) -> Row:
    return world.rows.add(
        Material,
        class_id=planned.row["id"],
        title=title,
        url="",
        content_type="",
        size=0,
        sha256="",
        for_students=for_students,
        added_by_id=by_id,
        added_at=at,
    )


def file_of(told: Row) -> bytes:
    """A hand-out: a page of PDF when it has a title, else plain text."""
    if not told["title"]:
        return ("\r\n".join(told["lines"]) + "\r\n").encode()
    return one_page(told["title"], told["lines"])


def one_page(title: str, lines: list[str]) -> bytes:
    """A PDF of one page, set in Helvetica: the smallest that every reader opens."""
    text = "".join(f"({_escaped(line)}) Tj T*\n" for line in lines)
    words = f"BT /F1 26 Tf 72 740 Td ({_escaped(title)}) Tj ET\n"
    words += f"BT /F1 13 Tf 72 690 Td 22 TL\n{text}ET"
    objects = (
        "<</Type/Catalog/Pages 2 0 R/Lang(en-GB)>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        "/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(words)}>>\nstream\n{words}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    )
    page, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(page))
        page += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(page)}\n%%EOF\n"
    return page + end.encode()


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
