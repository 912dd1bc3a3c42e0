"""What kind of file something is, by what is in it and never by its name or what a browser says.

Few kinds are taken: what people hand out, look at and listen to, none of which runs anything.
A file is read in small pieces, so that a large one takes no more memory than a small one.
"""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from recoverycollege.classes.rules import archives
from recoverycollege.refusals import N_, Refused

PIECE = 256 * 1024
MOST_PIXELS = 120_000_000
MOST_STREAMS, MOST_UNPACKED = 1000, 40 * 1024 * 1024  # packed parts of a PDF, all together
LONGEST_DESCRIPTION, SMALL_PIECE = 4096, 16 * 1024
OVERLAP = 64
RUNS = re.compile(rb"/(?:JavaScript|Launch|RichMedia|EmbeddedFile)\b")
STREAM = re.compile(rb"stream\r?\n")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
# /ObjStm, whichever of its letters are written as numbers.
PACKED = re.compile(rb"/" + b"".join(b"(?:%c|#(?i:%x))" % (c, c) for c in b"ObjStm") + rb"\b")
LIKE_A_PAGE = re.compile(r"\s*<|#!|.*<(?:script|svg|html|iframe)\b", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Kind:
    """A kind of file: what it is sent as, and how its names end, the usual ending first."""

    content_type: str
    endings: tuple[str, ...]


PDF = Kind("application/pdf", ("pdf",))
PNG = Kind("image/png", ("png",))
JPEG = Kind("image/jpeg", ("jpg", "jpeg"))
TEXT = Kind("text/plain; charset=utf-8", ("txt",))
MP3 = Kind("audio/mpeg", ("mp3",))
M4A = Kind("audio/mp4", ("m4a",))
OFFICE = tuple(Kind(content_type, (ending,)) for content_type, ending in archives.KINDS.items())
KINDS = (PDF, PNG, JPEG, TEXT, MP3, M4A, *OFFICE)
ACCEPTED = ",".join(f".{ending}" for kind in KINDS for ending in kind.endings)


def recognise(file: BinaryIO) -> Kind:
    """The kind of a file that was sent. Raises `Refused` for one we do not take."""
    file.seek(0)
    head = file.read(PIECE)
    if not head:
        raise Refused(N_("This file is empty. Please choose another."))
    kind = _by_its_beginning(head, file)
    if kind is None or (kind is TEXT and not _is_plain_text(file)):
        raise Refused(
            N_(
                "We can't take this kind of file. These are fine: PDF, Word, Excel and "
                "PowerPoint (docx, xlsx, pptx), OpenDocument, pictures (JPEG, PNG), sound (MP3, "
                "M4A) and plain text (txt)."
            )
        )
    if kind is PDF and _runs_something(file):
        raise Refused(
            N_(
                "There is something in this PDF that runs by itself, or another file inside it. "
                "Please save it without that (“print to PDF” does it), and try again."
            )
        )
    return kind


def _by_its_beginning(head: bytes, file: BinaryIO) -> Kind | None:
    if head.startswith(b"%PDF-"):
        return PDF if _ends_like_pdf(file) else None
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG if _is_png(head) else None
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG if _is_jpeg(head) else None
    if head.startswith(b"PK\x03\x04"):
        found = archives.content_type(file)
        return next((kind for kind in OFFICE if kind.content_type == found), None)
    if head[4:8] == b"ftyp":
        return M4A if head[8:12] in (b"M4A ", b"M4B ", b"mp42", b"isom") else None
    if head.startswith((b"ID3", b"\xff")):
        return MP3 if _is_mp3(file, head) else None
    return TEXT


def _ends_like_pdf(file: BinaryIO) -> bool:
    size = file.seek(0, 2)
    file.seek(max(0, size - 2048))
    return b"%%EOF" in file.read()


def _is_png(head: bytes) -> bool:
    width, height = int.from_bytes(head[16:20]), int.from_bytes(head[20:24])
    return head[8:16] == b"\x00\x00\x00\rIHDR" and 0 < width * height <= MOST_PIXELS


def _is_jpeg(head: bytes) -> bool:
    """Whether the segments lead to the size of a picture."""
    at = 2
    while at + 9 < len(head) and head[at] == 0xFF:
        marker, length = head[at + 1], int.from_bytes(head[at + 2 : at + 4])
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height = int.from_bytes(head[at + 5 : at + 7])
            return 0 < height * int.from_bytes(head[at + 7 : at + 9]) <= MOST_PIXELS
        if marker in (0xD8, 0xD9, 0xDA) or length < 2:
            return False
        at += 2 + length
    return False


def _is_mp3(file: BinaryIO, head: bytes) -> bool:
    """Whether sound of this kind begins: after the label (ID3), when there is one."""
    if head.startswith(b"ID3") and len(head) > 10:
        label = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
        file.seek(10 + label)
        head = file.read(4096).lstrip(b"\x00")
    if len(head) < 4:
        return False
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    good = head[0] == 0xFF and head[1] & 0xE0 == 0xE0 and version != 1 and layer == 1
    return good and head[2] >> 4 not in (0, 15) and head[2] >> 2 & 3 != 3


def _is_plain_text(file: BinaryIO) -> bool:
    """Words in UTF-8, without what a browser or a shell could take for a page or a program."""
    decoder, before = codecs.getincrementaldecoder("utf-8-sig")(), ""
    file.seek(0)
    try:
        for piece in _pieces(file):
            text = before + decoder.decode(piece)
            if any(ord(c) < 32 and c not in "\t\n\r\f" for c in text) or LIKE_A_PAGE.match(text):
                return False
            before = "." + text[-OVERLAP:]  # no longer at the beginning
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _runs_something(pdf: BinaryIO) -> bool:
    """Whether a PDF names what runs by itself or hides a file, in plain sight or packed."""
    packed: list[int] = []
    offset, before = 0, b""
    pdf.seek(0)
    for piece in _pieces(pdf):
        window = before + piece
        if RUNS.search(_unescaped(window)):
            return True
        start = offset - len(before)
        packed += [start + found.start() for found in PACKED.finditer(window)]
        offset += len(piece)
        before = window[-OVERLAP:]
    return _runs_packed(pdf, sorted(set(packed)))


def _runs_packed(pdf: BinaryIO, places: list[int]) -> bool:
    """The same, of the packed parts. What unpacks to more than documents need hides something, and
    so does what we cannot unpack, or what has to be read again and again."""
    size, read, total = pdf.seek(0, 2), 0, 0
    if len(places) > MOST_STREAMS:
        return True
    try:
        for at in places:
            before = b""
            for taken, piece in _unpacked(pdf, at):
                read, total = read + taken, total + len(piece)
                too_much = total > MOST_UNPACKED or read > 2 * size + PIECE
                if too_much or RUNS.search(_unescaped(before + piece)):
                    return True
                before = (before + piece)[-OVERLAP:]
    except (zlib.error, EOFError):
        return True
    return False


def _unpacked(pdf: BinaryIO, at: int) -> Iterator[tuple[int, bytes]]:
    """What is in a packed part: its description stands around `at`, its content after `stream`.
    Yields how many bytes were read for each piece. What is not packed at all was seen already.
    Raises zlib.error for what is packed in another way, or locked, and EOFError without an end."""
    start = max(0, at - LONGEST_DESCRIPTION)
    pdf.seek(start)
    around = pdf.read(2 * LONGEST_DESCRIPTION)
    found = STREAM.search(around, at - start)
    if found is None:
        raise EOFError
    if b"/Filter" not in _unescaped(around[around.rfind(b"obj", 0, at - start) : found.start()]):
        return
    pdf.seek(start + found.end())
    unpacker = zlib.decompressobj()
    while not unpacker.eof:
        left = unpacker.unconsumed_tail
        fresh = b"" if left else pdf.read(SMALL_PIECE)
        if not left and not fresh:
            raise EOFError
        yield len(fresh), unpacker.decompress(left or fresh, PIECE)


def _unescaped(names: bytes) -> bytes:
    """`/J#61vaScript` is how a name can be written to be overlooked."""
    return ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), names)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece
