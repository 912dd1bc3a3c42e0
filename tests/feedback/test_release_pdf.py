"""A released report as a tagged PDF: made once by the worker, kept, and read from two pages."""

from __future__ import annotations

import builtins
import io
import os
from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from recoverycollege import clock
from recoverycollege.database import db
from recoverycollege.feedback import pdf, releases_told
from recoverycollege.feedback.models import Release, ReleasePdf, ReleaseRow
from recoverycollege.feedback.services import releases
from recoverycollege.worker import run_once

URL = "/staff/reports/releases"
needs_weasyprint = pytest.mark.skipif(
    not pdf.can_be_made() and not os.environ.get("NEED_PDF"),
    reason="WeasyPrint or Pango is not here",
)
MEANS = {"before": 3.1, "after": 3.6, "change": 0.5, "low": 0.2, "high": 0.8}
CELLS = MEANS | {"people": 45, "up": 25, "same": 15, "down": None, "effect": 0.41, "d_z": 0.4}
CELLS |= {"t_p": 0.001, "signed_rank_p": 0.002, "rank_biserial": 0.5}
SPREAD = {"before": [0, 10, 20, 10, 0], "after": [0, 0, 15, 20, 10]}


@pytest.fixture
def out(app):
    """A report that is out."""
    row = {"scope": "college", "scope_id": 0, "period": "year", "period_id": 2025}
    row |= {"state": "released", "asked_at": clock.now(), "released_at": clock.now()}
    row |= {"period_name": "2025", "classes": 12, "made_on": date(2026, 1, 5)}
    found = Release(**row, note="This is change, not proof of cause.", fingerprint="0" * 64)
    db.session.add(found)
    db.session.flush()
    for place, (kind, item, cells) in enumerate(
        [
            ("who", "places", {"people": 80, "share": None}),
            ("change", "hopeful", CELLS | {"spread": SPREAD}),
        ]
    ):
        line = ReleaseRow(release_id=found.id, position=place, kind=kind, item=item, cells=cells)
        line.version = 1
        db.session.add(line)
    db.session.commit()
    return found


@needs_weasyprint
def test_it_is_tagged_kept_and_read(app, client, college, out, sign_in_as) -> None:
    from pypdf import PdfReader

    run_once(app)
    office = sign_in_as(college.office())
    page = office.get(f"{URL}/{out.id}")
    assert "Report (PDF)" in page.text and "not set up" not in page.text
    assert len(office.statements) <= 12
    answer = office.get(f"{URL}/{out.id}.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    found = PdfReader(io.BytesIO(answer.get_data()))
    root = found.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data()
    assert "The whole college" in found.metadata.title
    tags, alts = structure(root["/StructTreeRoot"]["/K"])
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/Caption", "/Figure"} <= tags.keys()
    assert tags["/H1"] == 1 and len(alts) == tags["/Figure"] == 3 and all(alts)
    words = "".join(page.extract_text() for page in found.pages)
    assert "not proof of cause" in words and "fewer than 10" in words


def structure(element) -> tuple[Counter, list]:
    """How often each tag is there, and the words for each figure."""
    tags, alts, rest = Counter(), [], [element]
    while rest:
        one = rest.pop()
        one = one.get_object() if hasattr(one, "get_object") else one
        if isinstance(one, list):
            rest += one
        elif isinstance(one, dict):
            if "/S" in one:
                tags[one["/S"]] += 1
            if one.get("/S") == "/Figure":
                alts.append(one.get("/Alt"))
            rest += [one["/K"]] if "/K" in one else []
    return tags, alts


def test_it_is_made_once_and_ends_with_the_link(app, client, college, out, monkeypatch) -> None:
    made = []
    monkeypatch.setattr(pdf, "can_be_made", lambda: True)
    monkeypatch.setattr(pdf, "pdf_of", lambda given: made.append(given) or b"%PDF once")
    for _ in range(2):
        run_once(app)
    assert len(made) == 1
    by_id, now = college.manager().id, clock.now()
    releases.make_link(out.id, "nonce", by_id=by_id, now=now)
    db.session.commit()
    address = f"/released/{releases.key_of(out.id, 'nonce')}"
    assert f'href="{address}/report.pdf"' in client.get(address).text
    answer = client.get(f"{address}/report.pdf")
    assert answer.get_data() == b"%PDF once" and answer.headers["Referrer-Policy"] == "no-referrer"
    releases.withdraw(out.id, by_id=by_id, now=now)
    db.session.commit()
    assert client.get(f"{address}/report.pdf").status_code == 404


def test_without_the_extra_the_page_says_so(app, college, out, sign_in_as, monkeypatch) -> None:
    really = builtins.__import__

    def without(name, *args, **named):
        if name.partition(".")[0] == "weasyprint":
            raise ImportError(name)
        return really(name, *args, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    monkeypatch.setattr(releases_told, "find_spec", lambda name: None)
    run_once(app)
    assert not db.session.scalar(select(func.count()).select_from(ReleasePdf))
    office = sign_in_as(college.office())
    page = office.get(f"{URL}/{out.id}").text
    assert "not set up here" in page and "Report (PDF)" not in page
    assert office.get(f"{URL}/{out.id}.pdf").status_code == 404


def test_until_the_worker_has_had_its_time_it_is_awaited(out, monkeypatch) -> None:
    monkeypatch.setattr(releases_told, "find_spec", lambda name: object())
    from recoverycollege.feedback.queries.releases import given

    found = given(out.id)
    assert releases_told.pdf_comes(found, clock.now())
    assert not releases_told.pdf_comes(found, clock.now() + timedelta(minutes=5))
