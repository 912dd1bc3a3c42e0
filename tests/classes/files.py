"""Files as people send them, and as those send them who mean no good."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def pdf(more: bytes = b"") -> bytes:
    return b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n" + more + b"\ntrailer<<>>\n%%EOF\n"


def packed_pdf(inside: bytes, name: bytes = b"/ObjStm", packed: bytes = b"") -> bytes:
    stream = packed or zlib.compress(inside)
    described = b"2 0 obj<</Type" + name + b"/Filter/FlateDecode>>stream\n"
    return pdf(described + stream + b"\nendstream")


def hex_pdf(inside: bytes) -> bytes:
    """Packed, and then written as numbers."""
    stream = zlib.compress(inside).hex().encode() + b">"
    filters = b"/Filter[/ASCIIHexDecode/FlateDecode]"
    return pdf(b"2 0 obj<<" + filters + b"/Type/ObjStm>>stream\n" + stream + b"\nendstream")


def chained_pdf(parts: int = 200, size: int = 10_000_000) -> bytes:
    """Packed parts, each of which reads on through all the others to the end of the file."""
    head = b"/Filter/FlateDecode/ObjStm stream\n\x78\x9c"
    stored = b"\x00" + struct.pack("<HH", len(head), len(head) ^ 0xFFFF) + head
    chain = head + stored * (parts - 1)
    return pdf(b"obj" + chain + b"\x00\x00\x00\xff\xff" * ((size - len(chain)) // 5))


def png(width: int = 2, height: int = 2) -> bytes:
    header = struct.pack(">II", width, height) + b"\x08\x02\x00\x00\x00"
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IEND", b"")


def _chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(name + content).to_bytes(4)
    return len(content).to_bytes(4) + name + content + check


def jpeg(width: int = 640, height: int = 480) -> bytes:
    app = b"\xff\xe0\x00\x10JFIF\x00" + bytes(9)
    size = b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", height, width) + bytes(10)
    return b"\xff\xd8" + app + size + b"\xff\xda\x00\x0c" + bytes(30) + b"\xff\xd9"


def mp3(label: bytes = b"") -> bytes:
    frame = b"\xff\xfb\x90\x00" + bytes(413)
    if not label:
        return frame * 3
    return b"ID3\x03\x00\x00\x00\x00" + struct.pack(">BB", 0, len(label)) + label + frame * 3


def m4a(brand: bytes = b"M4A ") -> bytes:
    return b"\x00\x00\x00\x18ftyp" + brand + bytes(12) + b"\x00\x00\x00\x08mdat"


def archive(parts: dict[str, bytes | str], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def docx(more: dict[str, bytes | str] | None = None, main: str = WORD) -> bytes:
    types = (
        f'<Types><Override PartName="/word/document.xml" ContentType="{main}.main+xml"/></Types>'
    )
    return archive({"[Content_Types].xml": types, "word/document.xml": "<w/>"} | (more or {}))


def odt(more: dict[str, bytes | str] | None = None) -> bytes:
    first = {"mimetype": "application/vnd.oasis.opendocument.text"}
    return archive(first | {"content.xml": "<office/>"} | (more or {}))


def bomb() -> bytes:
    """A document of a hundred kilobytes that unpacks to a hundred megabytes."""
    return docx({"word/media/image1.png": bytes(100 * 1024 * 1024)})


def lying(document: bytes) -> bytes:
    """The same document, whose list says that its last part is only ten bytes large."""
    at = document.rindex(b"PK\x01\x02")
    return document[: at + 24] + struct.pack("<I", 10) + document[at + 28 :]


SCRIPT = b"<</S/JavaScript/JS(app.alert(1))>>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
PROGRAM = b"MZ\x90\x00" + bytes(60) + b"This program cannot be run in DOS mode."
