"""Documents of office programs are archives of parts. Each part is opened here, with limits."""

from __future__ import annotations

import zipfile
import zlib
from typing import BinaryIO

from recoverycollege.refusals import N_, Refused

OPEN_XML = "application/vnd.openxmlformats-officedocument."
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
KINDS = {
    f"{OPEN_XML}wordprocessingml.document": "docx",
    f"{OPEN_XML}spreadsheetml.sheet": "xlsx",
    f"{OPEN_XML}presentationml.presentation": "pptx",
    f"{OPEN_DOCUMENT}text": "odt",
    f"{OPEN_DOCUMENT}spreadsheet": "ods",
    f"{OPEN_DOCUMENT}presentation": "odp",
}
MOST_PARTS = 2000
LARGEST_LIST = 512 * 1024  # of the parts; read before the list itself, which is trusted with it
MOST_UNPACKED = 60 * 1024 * 1024
LARGEST_CONTENTS = 1024 * 1024
PIECE = 256 * 1024
END, END_LENGTH = b"PK\x05\x06", 22
FAR_END, FAR_END_LENGTH = b"PK\x06\x07", 20  # of archives larger than any we take
MACROS = ("vbaproject.bin", "vbadata.xml", "/activex/")
SCRIPTS = ("basic/", "scripts/", "dialogs/")


def content_type(file: BinaryIO) -> str:
    """Which document of an office program an archive is; nothing for any other archive. Raises
    `Refused` for one that runs something, is locked, or would unpack to far more than it seems."""
    if not _list_is_small(file):
        return ""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            _check_parts(archive)
            return _kind(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError):
        return ""


def _list_is_small(file: BinaryIO) -> bool:
    """Whether the list at the end, which is read whole, is that of a document."""
    size = file.seek(0, 2)
    file.seek(max(0, size - END_LENGTH - FAR_END_LENGTH))
    tail = file.read()
    end = tail[-END_LENGTH:]
    if not end.startswith(END) or tail.startswith(FAR_END):
        return False
    parts, length = int.from_bytes(end[10:12], "little"), int.from_bytes(end[12:16], "little")
    return 0 < parts <= MOST_PARTS and length <= LARGEST_LIST


def _check_parts(archive: zipfile.ZipFile) -> None:
    """Each part once, openable, as large as it says, and nothing that runs."""
    parts = archive.infolist()
    names = [part.filename.casefold() for part in parts]
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused(
            N_(
                "Far more is packed into this file than it seems. Please save it in a smaller "
                "form, for example as a PDF, and try again."
            )
        )
    if len(set(names)) < len(names) or any(".." in n or "\\" in n or n[:1] == "/" for n in names):
        raise zipfile.BadZipFile
    if any(_runs(name) for name in names):
        raise Refused(
            N_(
                "There are macros in this file: something that runs by itself. Please save it "
                "without them, and try again."
            )
        )
    for part in parts:
        if part.flag_bits & 1:
            raise Refused(
                N_("This file is locked with a password. Please save it without, and try again.")
            )
        _read_through(archive, part)


def _runs(name: str) -> bool:
    return any(word in f"/{name}" for word in MACROS) or name.startswith(SCRIPTS)


def _read_through(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """A part whose size or content is another than it says ends in `BadZipFile`."""
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile
    with archive.open(part) as content:
        while content.read(PIECE):
            pass


def _kind(archive: zipfile.ZipFile) -> str:
    first = archive.infolist()[0]
    if first.filename == "mimetype" and first.file_size <= 100:
        found = archive.read(first).decode("ascii", "replace")
        return found if found in KINDS else ""
    try:
        contents = archive.getinfo("[Content_Types].xml")
    except KeyError:
        return ""
    if contents.file_size > LARGEST_CONTENTS:
        return ""
    words = archive.read(contents).decode("utf-8", "replace")
    if "macroEnabled" in words:
        return ""
    return next((kind for kind in KINDS if f'"{kind}.main+xml"' in words), "")
