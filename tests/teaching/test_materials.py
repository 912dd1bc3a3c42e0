"""Materials of a class: added by its team, checked by what is in them, kept or refused kindly."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from recoverycollege import personal
from recoverycollege.classes.models import Material, MaterialPiece, ScheduledClass
from recoverycollege.classes.rules.materials import LARGEST_FILE, MOST
from recoverycollege.database import db
from recoverycollege.history import Entry
from recoverycollege.worker import run_once
from tests.classes import files
from tests.classes.test_rules_files import REFUSED

MB = 1024 * 1024


@pytest.fixture
def page(taught):
    return f"/teaching/classes/{taught.group.id}/materials"


@pytest.fixture
def dee(sign_in_as, taught):
    return sign_in_as(taught.dee)


def upload(client, page, content, name, **fields):
    data = {"csrf_token": client.token(), "file_for": "team", "file": (io.BytesIO(content), name)}
    return client.post(page, data=data | fields, content_type="multipart/form-data")


def stored():
    db.session.rollback()
    return list(db.session.scalars(select(Material).order_by(Material.id)))


def kept_bytes():
    return db.session.scalar(select(func.coalesce(func.sum(func.length(MaterialPiece.content)), 0)))


@pytest.mark.both
def test_a_file_is_added_listed_and_downloaded(dee, page, taught):
    content = files.pdf()
    answer = upload(dee, page, content, "Was hilft? Größe.pdf")
    assert (answer.status_code, answer.location) == (303, page)
    row = stored()[0]
    assert (row.title, row.size, row.for_students) == ("Was hilft? Größe.pdf", len(content), False)
    listed = dee.get(page)
    assert len(dee.statements) <= 8
    assert not any("material_piece" in statement for statement in dee.statements)
    for words in ("The file is here.", "Was hilft? Größe.pdf", "PDF, 1 KB", "Only the team"):
        assert words in listed.text
    got = dee.get(f"/classes/{taught.group.id}/materials/{row.id}")
    assert got.data == content
    assert got.headers["Content-Type"] == "application/pdf"
    assert got.headers["Content-Disposition"] == (
        "attachment; filename=was-hilft-grosse.pdf; "
        "filename*=UTF-8''Was%20hilft%3F%20Gr%C3%B6%C3%9Fe.pdf"
    )
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert got.headers["Cache-Control"] == "no-store"
    assert got.headers["Content-Length"] == str(len(content))
    entry = db.session.scalars(select(Entry).where(Entry.action == "material.added")).one()
    assert (entry.about_id, entry.actor_id) == (taught.group.id, taught.dee.id)
    assert "Größe" not in str(entry.detail)


@pytest.mark.both
def test_a_large_file_comes_back_as_it_went(dee, page, taught):
    """In several pieces; the last one is smaller."""
    content = files.mp3() + bytes(range(256)) * 4 * 1024 * 2 + b"end"
    assert upload(dee, page, content, "A quiet walk.mp3").status_code == 303
    row = stored()[0]
    pieces = select(func.count()).where(MaterialPiece.material_id == row.id)
    assert db.session.scalar(pieces) == 3
    assert dee.get(f"/classes/{taught.group.id}/materials/{row.id}").data == content


@pytest.mark.parametrize("case", REFUSED)
def test_hostile_files_are_refused_kindly_and_nothing_is_kept(dee, page, case):
    content, words = REFUSED[case]
    answer = upload(dee, page, content, "Our hand-out.pdf")
    assert answer.status_code == 422
    assert words in answer.text
    assert answer.text.count("Nearly there") == 1
    assert (stored(), kept_bytes()) == ([], 0)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (files.png(), "picture.pdf"),
        (files.docx(), "notes.docm"),
        (files.pdf(), "notes.pdf.exe"),
        (files.pdf(), "../../notes.pdf"),
        (files.pdf(), "/etc/notes.pdf"),
        (files.SVG, "drawing.svg"),
        (b"a,b\n1,2\n", "table.csv"),
    ],
)
def test_a_name_that_does_not_fit_is_refused(dee, page, content, name):
    assert upload(dee, page, content, name).status_code == 422
    assert (stored(), kept_bytes()) == ([], 0)


class Zeros(io.RawIOBase):
    """Very many zeros, that tell how many of them were read."""

    def __init__(self, length: int) -> None:
        self.length, self.at, self.taken = length, 0, 0

    def readable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self.at = offset + (self.length if whence == 2 else 0)
        return self.at

    def tell(self) -> int:
        return self.at

    def readinto(self, buffer) -> int:
        self.taken += len(buffer)
        return len(buffer)


def test_fifty_megabytes_are_refused_before_they_are_read(dee, page):
    body = Zeros(50 * MB)
    kind = "multipart/form-data; boundary=x"
    answer = dee.post(page, input_stream=body, content_type=kind)
    assert answer.status_code == 413
    assert "A file can have up to 10 MB." in answer.text
    assert "Add a file" in answer.text
    assert body.taken < MB
    assert (stored(), kept_bytes()) == ([], 0)


def test_a_little_too_large_is_too_large(dee, page):
    answer = upload(dee, page, files.mp3() + bytes(LARGEST_FILE), "long.mp3")
    assert answer.status_code == 422
    assert "larger than 10 MB" in answer.text
    assert stored() == []


def test_other_pages_take_no_more_than_before(dee, taught):
    answer = dee.post(f"/teaching/classes/{taught.group.id}/shown", data={"words": "w" * MB})
    assert answer.status_code == 413


def test_the_same_file_twice_is_one(dee, page):
    upload(dee, page, files.pdf(), "one.pdf")
    answer = upload(dee, page, files.pdf(), "two.pdf")
    assert answer.status_code == 303
    assert "The same file was here already." in dee.get(page).text
    assert [row.title for row in stored()] == ["one.pdf"]


def test_a_class_has_room_for_so_many(dee, page, taught, time):
    for number in range(MOST):
        db.session.add(link(taught, time, title=f"Link {number}"))
    for answer in (
        upload(dee, page, files.pdf(), "one.pdf"),
        dee.submit(f"{page}/links", {"title": "More", "url": "https://a.example"}, page=page),
    ):
        assert answer.status_code == 409
        assert "has 30 files and links already" in answer.text
    assert len(stored()) == MOST


def test_a_class_has_room_for_so_much(dee, page, taught, time):
    db.session.add(link(taught, time, url="", sha256="x", size=100 * MB - 5))
    answer = upload(dee, page, files.pdf(), "one.pdf")
    assert answer.status_code == 409
    assert "100 MB together" in answer.text


def link(taught, time, **columns):
    given = {"title": "Sleep", "url": "https://sleep.example", "for_students": True}
    given |= {"class_id": taught.group.id, "added_by_id": taught.dee.id, "added_at": time.now}
    return Material(**(given | columns))


def test_nothing_chosen_is_said(dee, page):
    answer = dee.submit(page, page=page)
    assert answer.status_code == 422
    assert answer.text.count("Choose a file first") == 2
    assert "Tell people what it is" not in answer.text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": "", "url": "https://a.example"}, "Tell people what it is"),
        ({"title": "Sleep", "url": ""}, "Give the address of the page"),
        ({"title": "Sleep", "url": "http://a.example"}, "beginning with https://"),
        ({"title": "Sleep", "url": "ftp://a.example"}, "beginning with https://"),
        ({"title": "Sleep", "url": "https://a.example", "link_for": "x"}, "Choose one of these"),
    ],
)
def test_a_link_that_does_not_fit(dee, page, fields, words):
    answer = dee.submit(f"{page}/links", fields, page=page)
    assert answer.status_code == 422
    assert words in answer.text
    assert stored() == []


def test_a_link_for_everyone(dee, page):
    fields = {"title": "A film about sleep", "url": "https://sleep.example/a", "link_for": "class"}
    assert dee.submit(f"{page}/links", fields, page=page).status_code == 303
    listed = dee.get(page).text
    assert 'href="https://sleep.example/a" rel="noreferrer"' in listed
    assert "Link to sleep.example" in listed
    assert stored()[0].for_students


def test_one_press_shows_it_to_everyone_and_back(dee, page):
    upload(dee, page, files.pdf(), "one.pdf")
    url = f"{page}/{stored()[0].id}/share"
    dee.press(url, page=page)
    assert stored()[0].for_students
    dee.press(url, page=page)
    assert not stored()[0].for_students
    shared = db.session.scalars(select(Entry).where(Entry.action == "material.shared")).all()
    assert [entry.detail["for_students"] for entry in shared] == [True, False]


@pytest.mark.both
def test_it_is_taken_away_with_all_that_is_in_it(dee, page):
    upload(dee, page, files.pdf(), "one.pdf")
    dee.press(f"{page}/{stored()[0].id}/remove", page=page)
    assert (stored(), kept_bytes()) == ([], 0)
    assert "It is taken away." in dee.get(page).text
    assert db.session.scalars(select(Entry).where(Entry.action == "material.removed")).one()


def test_pages_open_too_long_change_nothing(dee, page):
    upload(dee, page, files.pdf(), "one.pdf")
    one = f"{page}/{stored()[0].id}"
    for url in (page, f"{page}/links", f"{one}/share", f"{one}/remove"):
        answer = dee.post(url, data={"for": "class"})
        assert answer.status_code == 422
        assert "Please press once more" in answer.text
    assert [row.for_students for row in stored()] == [False]


def test_a_class_called_off_takes_nothing_more(dee, page, taught):
    upload(dee, page, files.pdf(), "one.pdf")
    db.session.get_one(ScheduledClass, taught.group.id).state = "called_off"
    db.session.commit()
    listed = dee.get(page).text
    assert "one.pdf" in listed
    assert "Add a file" not in listed
    answer = upload(dee, page, files.png(), "two.png")
    assert answer.status_code == 409
    assert len(stored()) == 1


def test_materials_of_others_are_absent(college, dee, taught, time):
    other = college.scheduled_class()
    foreign = link(taught, time, class_id=other.id)
    db.session.add(foreign)
    db.session.commit()
    for class_id in (other.id, 2**31 - 1):
        page = f"/teaching/classes/{class_id}/materials"
        assert dee.get(page).status_code == 404
        assert upload(dee, page, files.pdf(), "one.pdf").status_code == 404
        for url in ("links", f"{foreign.id}/share", f"{foreign.id}/remove"):
            assert dee.press(f"{page}/{url}").status_code == 404
    own = f"/teaching/classes/{taught.group.id}/materials/{foreign.id}"
    assert dee.press(f"{own}/remove").status_code == 404
    assert len(stored()) == 1


def test_a_stranger_is_not_even_listened_to(client, page):
    body = Zeros(9 * MB)
    kind = "multipart/form-data; boundary=x"
    answer = client.post(page, input_stream=body, content_type=kind)
    assert answer.status_code == 303
    assert body.taken == 0


@pytest.mark.both
def test_a_year_after_the_class_they_are_deleted(app, dee, page, taught, time):
    upload(dee, page, files.pdf(), "one.pdf")
    over = max(session.ends_at for session in taught.group.sessions)
    time.set(over + timedelta(days=364))
    assert run_once(app)["forget_materials"] == 0
    time.set(over + timedelta(days=366))
    assert run_once(app)["forget_materials"] == 1
    assert (stored(), kept_bytes()) == ([], 0)
    assert db.session.scalars(select(Entry).where(Entry.action == "material.forgotten")).one()


def test_what_someone_added_goes_when_they_are_erased(app, sign_in_as, dee, page, taught):
    upload(dee, page, files.pdf(), "Dee's story.pdf")
    upload(sign_in_as(taught.ravi, app.test_client()), page, files.png(), "map.png")
    registry = personal.registered(app)
    mine = personal.export(registry, db.session, taught.dee.id)["material"]
    assert [row["title"] for row in mine] == ["Dee's story.pdf"]
    personal.erase(registry, db.session, taught.dee.id)
    db.session.commit()
    assert [row.title for row in stored()] == ["map.png"]
    assert kept_bytes() == len(files.png())
