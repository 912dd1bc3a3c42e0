"""Files and links are put among the materials of a class, shown to more people, and taken away."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from sqlalchemy import delete, func, select

from recoverycollege import history
from recoverycollege.classes.models import Material, MaterialPiece, ScheduledClass
from recoverycollege.classes.queries.materials import class_ids_long_over
from recoverycollege.classes.rules.files import recognise
from recoverycollege.classes.rules.materials import (
    LARGEST_FILE,
    LONGEST_TITLE,
    MB,
    check_link,
    check_room,
    title_of,
)
from recoverycollege.classes.services.planning import locked
from recoverycollege.database import db
from recoverycollege.refusals import N_, Refused
from recoverycollege.text import header_safe

PIECE = MB  # of a file, in the database


@dataclass(frozen=True)
class Checked:
    """A file that was looked at, before any lock is taken: slow work on what a stranger could
    have made."""

    content: BinaryIO
    title: str
    content_type: str
    size: int
    sha256: str


def check_file(content: BinaryIO, name: str) -> Checked:
    """Looks at a file that was sent. Raises `Refused` for one we do not take."""
    size = content.seek(0, 2)
    if size > LARGEST_FILE:
        raise Refused(
            N_("This file is larger than %(most)s MB. Nothing of it was kept."),
            most=LARGEST_FILE // MB,
        )
    kind = recognise(content)
    title = title_of(name, kind.endings)
    return Checked(content, title, kind.content_type, size, _sha256(content))


def _sha256(content: BinaryIO) -> str:
    digest = hashlib.sha256()
    content.seek(0)
    while piece := content.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()


def add_file(
    class_id: int, file: Checked, *, for_students: bool, by_id: int, now: datetime
) -> bool:
    """Keeps a file; False when the class has the very same one already. Raises `Refused`."""
    found = _running(class_id)
    same = select(Material.id).where(Material.class_id == found.id, Material.sha256 == file.sha256)
    if db.session.scalar(same) is not None:
        return False
    _check_room(found.id, file.size)
    row = Material(
        class_id=found.id,
        title=file.title,
        content_type=file.content_type,
        size=file.size,
        sha256=file.sha256,
        for_students=for_students,
        added_by_id=by_id,
        added_at=now,
    )
    db.session.add(row)
    db.session.flush()
    _keep_content(row.id, file.content)
    _note("material.added", row, by_id)
    return True


def _keep_content(material_id: int, content: BinaryIO) -> None:
    """Piece by piece: a large file takes no more memory than a small one."""
    content.seek(0)
    position = 0
    while piece := content.read(PIECE):
        row = MaterialPiece(material_id=material_id, position=position, content=piece)
        db.session.add(row)
        db.session.flush()
        db.session.expunge(row)
        position += 1


def add_link(
    class_id: int, title: str, url: str, *, for_students: bool, by_id: int, now: datetime
) -> None:
    """Keeps a link. Raises `Refused`, also for an address people should not be sent to."""
    found, url = _running(class_id), check_link(url)
    _check_room(found.id, 0)
    row = Material(
        class_id=found.id,
        title=header_safe(title)[:LONGEST_TITLE],
        url=url,
        for_students=for_students,
        added_by_id=by_id,
        added_at=now,
    )
    db.session.add(row)
    db.session.flush()
    _note("material.added", row, by_id)


def share(row: Material, *, for_students: bool, by_id: int) -> None:
    """For everyone on the class, or for the team alone."""
    if row.for_students != for_students:
        row.for_students = for_students
        _note("material.shared", row, by_id)


def remove(row: Material, *, by_id: int) -> None:
    """Takes a file or a link away, for good."""
    _note("material.removed", row, by_id)
    db.session.delete(row)


def forget_long_over(now: datetime) -> int:
    """Deletes the materials of classes that ended a year ago. Returns of how many classes."""
    class_ids = class_ids_long_over(now)
    for class_id in class_ids:
        db.session.execute(delete(Material).where(Material.class_id == class_id))
        history.record("material.forgotten", "class", class_id)
    return len(class_ids)


def _running(class_id: int) -> ScheduledClass:
    """The class, locked: two files at once are counted one after the other."""
    found = locked(class_id)
    if found.state == "called_off":
        raise Refused(N_("This class was called off, so nothing can be added to it."))
    return found


def _check_room(class_id: int, size: int) -> None:
    there = select(func.count(), func.coalesce(func.sum(Material.size), 0))
    files, bytes_there = db.session.execute(there.where(Material.class_id == class_id)).one()
    check_room(size, files=files, bytes_there=int(bytes_there))


def _note(action: str, row: Material, by_id: int) -> None:
    facts = {"material": row.id, "for_students": row.for_students}
    history.record(action, "class", row.class_id, actor_id=by_id, **facts)
