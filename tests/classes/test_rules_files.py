"""What kind of file something is, by what is in it; and what is not taken, whatever its name."""

from __future__ import annotations

import io
import struct

import pytest

from recoverycollege.classes.rules.files import KINDS, recognise
from recoverycollege.classes.rules.materials import (
    LARGEST_CLASS,
    LONGEST_TITLE,
    MOST,
    check_link,
    check_room,
    title_of,
)
from recoverycollege.refusals import Refused
from tests.classes import files

ZIP64_END = b"PK\x06\x07" + bytes(16)


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (files.pdf(), "pdf"),
        (files.packed_pdf(b"<</Type/Page>>"), "pdf"),
        (files.pdf(b"2 0 obj<</Type/ObjStm>>stream\n<</Type/Page>>\nendstream"), "pdf"),
        (files.png(), "png"),
        (files.jpeg(), "jpg"),
        (files.docx(), "docx"),
        (files.odt(), "odt"),
        (files.mp3(), "mp3"),
        (files.mp3(b"TIT2 Rest well"), "mp3"),
        (files.m4a(), "m4a"),
        (files.m4a(b"mp42"), "m4a"),
        ("Breathe in. Breathe out. Größe ≤ 5\r\n".encode(), "txt"),
        ("\ufeffWith a mark before it".encode(), "txt"),
        ("ä".encode() * 400_000, "txt"),  # letters that lie across two pieces
    ],
)
def test_what_people_hand_out_is_taken(content, ending) -> None:
    assert recognise(io.BytesIO(content)).endings[0] == ending


REFUSED = {
    "empty": (b"", "empty"),
    "program": (files.PROGRAM, "this kind of file"),
    "svg with script": (files.SVG, "this kind of file"),
    "svg after a mark": ("\ufeff \n".encode() + files.SVG, "this kind of file"),
    "html": (files.HTML, "this kind of file"),
    "html after words": (b"Hello\n" + files.HTML, "this kind of file"),
    "script far inside": (b"Hello\n" * 90_000 + files.HTML, "this kind of file"),
    "shell script": (b"#!/bin/sh\nrm -r .\n", "this kind of file"),
    "zip": (files.archive({"a.txt": "a"}), "this kind of file"),
    "gif": (b"GIF89a" + bytes(20), "this kind of file"),
    "old word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "this kind of file"),
    "half a letter": ("Größe".encode()[:3], "this kind of file"),
    "control characters": (b"abc\x00def", "this kind of file"),
    "half a pdf": (files.pdf()[:40], "this kind of file"),
    "pdf after something": (b"\n" + files.PROGRAM + files.pdf(), "this kind of file"),
    "pdf with script": (files.pdf(b"<</S/JavaScript/JS(app.alert(1))>>"), "runs by itself"),
    "pdf, hidden name": (files.pdf(b"<</S/J#61vaScript/JS(a)>>"), "runs by itself"),
    "pdf, packed": (files.packed_pdf(b"x" * 300_000 + b"<</S/JavaScript>>"), "runs by itself"),
    "pdf, packed bomb": (files.packed_pdf(bytes(50 * 1024 * 1024)), "runs by itself"),
    "pdf, packed, hidden name": (files.packed_pdf(files.SCRIPT, b"/Obj#53tm"), "runs by itself"),
    "pdf, packed twice": (files.hex_pdf(files.SCRIPT), "runs by itself"),
    "pdf, locked": (files.packed_pdf(b"", packed=b"\x17" * 400), "runs by itself"),
    "pdf, packed without end": (files.packed_pdf(b"", packed=b"\x78\x9c"), "runs by itself"),
    "pdf to be read again and again": (files.chained_pdf(), "runs by itself"),
    "pdf with a file": (files.pdf(b"<</Type/EmbeddedFile>>"), "another file inside"),
    "png without size": (files.png(0, 5), "this kind of file"),
    "huge png": (files.png(65_000, 65_000), "this kind of file"),
    "half a jpeg": (files.jpeg()[:20], "this kind of file"),
    "huge jpeg": (files.jpeg(65_000, 65_000), "this kind of file"),
    "jpeg that ends at once": (b"\xff\xd8\xff\xd9" + bytes(20), "this kind of file"),
    "no mp3": (b"ID3\x03\x00\x00\x00\x00\x00\x05hello" + files.PROGRAM, "this kind of file"),
    "video": (files.m4a(b"qt  "), "this kind of file"),
    "iphone picture": (files.m4a(b"heic"), "this kind of file"),
    "word with macros": (files.docx({"word/vbaProject.bin": b"x"}), "macros"),
    "word with controls": (files.docx({"word/activeX/activeX1.xml": b"x"}), "macros"),
    "odt with macros": (files.odt({"Basic/Standard/Module1.xml": "x"}), "macros"),
    "macro kind": (
        files.docx(main="application/vnd.ms-word.document.macroEnabled"),
        "this kind of file",
    ),
    "zip bomb": (files.bomb(), "Far more is packed"),
    "bomb that lies": (files.lying(files.docx({"word/x.xml": bytes(99_999)})), "kind of file"),
    "too many parts": (files.docx({f"{n}.xml": "" for n in range(2001)}), "this kind of file"),
    "path inside": (files.docx({"../../etc/passwd": "x"}), "this kind of file"),
    "hidden list": (
        files.docx()[:-22] + ZIP64_END + files.docx()[-22:],
        "this kind of file",
    ),
    "no document": (files.archive({"[Content_Types].xml": "<Types/>"}), "this kind of file"),
    "unknown odf": (files.archive({"mimetype": "application/epub+zip"}), "this kind of file"),
}


@pytest.mark.parametrize(("content", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_taken(content, words) -> None:
    with pytest.raises(Refused) as refusal:
        recognise(io.BytesIO(content))
    assert words in refusal.value.message


def test_a_document_with_a_password_is_not_taken() -> None:
    locked = bytearray(files.docx())
    at = 0
    while (at := locked.find(b"PK\x01\x02", at)) >= 0:
        locked[at + 8 : at + 10] = struct.pack("<H", 1)
        at += 4
    with pytest.raises(Refused) as refusal:
        recognise(io.BytesIO(bytes(locked)))
    assert "password" in refusal.value.message


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("My hand-out.PDF", "My hand-out.pdf"),
        ("Größe & Ähnliches.pdf", "Größe & Ähnliches.pdf"),
        ("no ending", "no ending.pdf"),
        ("..hidden.pdf", "hidden.pdf"),
        ("two\r\nlines.pdf", "two lines.pdf"),
        ("a\u202efdp.exe.pdf", "afdp.exe.pdf"),
        (".pdf", "pdf.pdf"),
        ("", "file.pdf"),
        ("w" * 300 + ".pdf", "w" * (LONGEST_TITLE - 4) + ".pdf"),
    ],
)
def test_the_name_a_file_is_shown_under(name, title) -> None:
    assert title_of(name, ("pdf",)) == title


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("../../etc/passwd.pdf", "slash in the name"),
        ("..\\windows\\x.pdf", "slash in the name"),
        ("/x.pdf", "slash in the name"),
        ("notes.docx", "inside it is something else"),
        ("notes.pdf.exe", "inside it is something else"),
        ("page.html", "inside it is something else"),
    ],
)
def test_names_that_mislead(name, words) -> None:
    with pytest.raises(Refused) as refusal:
        title_of(name, ("pdf",))
    assert words in refusal.value.message


@pytest.mark.parametrize("url", ["https://example.org", "https://a.example/b?c=d#e"])
def test_links_that_are_taken(url) -> None:
    assert check_link(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "http://example.org",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://",
        "https://localhost",
        "https://a@b.example",
        "https://a b.example",
        "https://[x",
        "https://example.org/" + "w" * 500,
    ],
)
def test_links_that_are_not(url) -> None:
    with pytest.raises(Refused):
        check_link(url)


@pytest.mark.parametrize(
    ("size", "count", "there", "fits"),
    [
        (1, 0, 0, True),
        (1, MOST - 1, LARGEST_CLASS - 1, True),
        (1, MOST, 0, False),
        (2, 1, LARGEST_CLASS - 1, False),
    ],
)
def test_the_room_a_class_has(size, count, there, fits) -> None:
    if fits:
        check_room(size, files=count, bytes_there=there)
    else:
        with pytest.raises(Refused):
            check_room(size, files=count, bytes_there=there)


def test_every_kind_has_an_ending_of_its_own() -> None:
    endings = [ending for kind in KINDS for ending in kind.endings]
    assert len(set(endings)) == len(endings)
