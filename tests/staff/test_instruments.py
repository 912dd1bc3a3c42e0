"""Instruments in the office: texts entered, signed for, looked at, activated, retired; what was in
use stays as it is."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from recoverycollege import clock, history, personal
from recoverycollege.accounts.models import Person, Role
from recoverycollege.accounts.services.people import erase_person
from recoverycollege.database import begin_write, db
from recoverycollege.feedback.models import InstrumentText
from recoverycollege.feedback.queries.asked import instrument_items
from recoverycollege.feedback.rules.instruments.local import parts
from recoverycollege.worker import run_once
from tests.feedback.instruments import definition, enter_texts, ref, words

PAGE = "/staff/instruments/who-5/1"
WHO = parts(definition("who-5@1"))
SIGNED = {"holder": "WHO", "licence": "free", "reference": "CC BY-NC-SA 3.0 IGO", "signed": "y"}


@pytest.fixture
def office(client, college, sign_in_as):
    return sign_in_as(college.office("Orla Office"))


def texts():
    db.session.rollback()
    return db.session.scalars(select(InstrumentText).order_by(InstrumentText.local)).all()


def address(text) -> str:
    return f"/staff/instruments/texts/{text.id}"


def begin(office):
    assert office.press(f"{PAGE}/texts").status_code == 303
    return texts()[-1]


def written(but=(), **more):
    fields = {f"text_{n}_en": words(part) for n, part in enumerate(WHO) if part.name not in but}
    return fields | more


def test_all_instruments_and_where_they_stand(office) -> None:
    enter_texts("gse")
    enter_texts("qpr-15", state="draft")
    enter_texts("mhcs", state="out")
    page = office.get("/staff/instruments")
    assert len(office.statements) <= 12
    for name in ("Herth Hope Index", "WHO-5", "Our own questions"):
        assert name in page.text
    for state in ("Built in", "Needs texts", "Draft", "In use", "Retired"):
        assert f">{state}<" in page.text
    assert "not all checked against its paper" in page.text


def test_what_could_not_be_checked_is_said(office) -> None:
    page = office.get("/staff/instruments/herth-hope-index/1")
    assert "Not everything here could be checked" in page.text
    assert "Not everything here could be checked" not in office.get(PAGE).text
    assert "Topp" in office.get(PAGE).text


def test_from_nothing_to_use(office) -> None:
    text = begin(office)
    assert office.press(f"{address(text)}/activate").status_code == 422
    assert office.submit(f"{address(text)}/words", written(but=["item:who3"])).status_code == 303
    page = office.get(address(text))
    assert "1 text is still missing" in page.text and "(who3)" in page.text
    assert office.submit(f"{address(text)}/licence", SIGNED).status_code == 422
    assert office.submit(f"{address(text)}/words", written()).status_code == 303
    assert office.press(f"{address(text)}/activate").status_code == 422  # nobody signed
    assert texts()[0].state == "draft"
    assert office.submit(f"{address(text)}/licence", SIGNED | {"signed": None}).status_code == 422
    assert "Signed as Orla Office" in office.get(f"{address(text)}/licence").text
    assert office.submit(f"{address(text)}/licence", SIGNED).status_code == 303
    assert instrument_items("who-5@1.1") == []
    assert office.press(f"{address(text)}/activate").status_code == 303
    db.session.rollback()
    assert [item.words for item in instrument_items("who-5@1.1")][0] == "Words of item who1"
    page = office.get(address(text))
    assert len(office.statements) <= 12
    assert "Orla Office, on" in page.text
    done = db.session.scalars(select(history.Entry.action).order_by(history.Entry.id)).all()
    assert done == [
        "instrument.begun",
        *["instrument.written"] * 2,
        "instrument.attested",
        "instrument.activated",
    ]
    assert "Instrument put in use" in office.get("/staff/history").text


def test_the_preview_is_what_students_read(office) -> None:
    text = enter_texts("who-5", state="draft")
    page = office.get(f"{address(text)}/preview").text
    for name in ("instruction", "recall", "item who5", "point 0", "point 5", "credit"):
        assert f"Words of {name}" in page
    assert "I would rather not say" in page
    assert "Well-being, 0 to 100" not in page


def test_two_answers_that_read_the_same_are_not_whole(office) -> None:
    text = begin(office)
    number = next(n for n, part in enumerate(WHO) if part.name == "point:3")
    office.submit(f"{address(text)}/words", written(**{f"text_{number}_en": "words OF point 4"}))
    assert (
        "2 texts are still missing, or read like another answer" in office.get(address(text)).text
    )


def test_other_words_need_another_signature(office) -> None:
    text = begin(office)
    office.submit(f"{address(text)}/words", written())
    office.submit(f"{address(text)}/licence", SIGNED)
    office.submit(f"{address(text)}/words")  # nothing changed
    assert texts()[0].attested_at is not None
    office.submit(f"{address(text)}/words", text_3_en="Something else")
    assert texts()[0].attested_at is None
    assert office.press(f"{address(text)}/activate").status_code == 422


@pytest.mark.both
def test_a_change_is_a_new_set_of_texts(office) -> None:
    old = enter_texts("who-5")
    assert office.get(f"{address(old)}/words").status_code == 409
    text = begin(office)
    assert (text.local, text.state, text.holder) == (2, "draft", "Nobody")
    assert text.words == texts()[0].words
    office.submit(f"{address(text)}/words", text_3_en="Other words")
    office.submit(f"{address(text)}/licence", SIGNED)
    assert office.press(f"{address(text)}/activate").status_code == 303
    db.session.rollback()
    first = [instrument_items(f"who-5@1.{local}")[0] for local in (1, 2)]
    assert [item.id for item in first] == ["who-5@1.1:who1", "who-5@1.2:who1"]
    assert [item.words for item in first] == ["Words of item who1", "Other words"]


def test_retired_asks_nobody_and_can_come_back(office) -> None:
    text = enter_texts("who-5")
    assert office.press(f"{address(text)}/retire").status_code == 303
    db.session.rollback()
    assert instrument_items(ref(text)) == []
    assert office.press(f"{address(text)}/retire").status_code == 422
    assert office.press(f"{address(text)}/activate").status_code == 303
    assert office.press(f"{address(text)}/delete").status_code == 422
    draft = begin(office)
    assert office.press(f"{PAGE}/texts").status_code == 422
    assert office.press(f"{address(draft)}/delete").status_code == 303
    assert len(texts()) == 1


def test_out_of_use_as_the_licence_ends(app, office, sign_in_as, time) -> None:
    text = enter_texts("who-5", until=time.now.date())
    run_once(app)
    db.session.rollback()
    assert instrument_items(ref(text))
    time.move(days=1)
    run_once(app)
    assert texts()[0].state == "out"
    sign_in_as(db.session.get(Person, db.session.scalar(select(Role.person_id))))
    assert office.press(f"{address(text)}/activate").status_code == 422
    past = SIGNED | {"until": "2026-01-01"}
    assert office.submit(f"{address(text)}/licence", past).status_code == 422
    assert office.submit(f"{address(text)}/licence", SIGNED | {"until": ""}).status_code == 303
    assert office.press(f"{address(text)}/activate").status_code == 303


def test_in_each_language_of_the_college(app_with, college, sign_in_as) -> None:
    app = app_with(languages="en,cy")
    client = sign_in_as(college.office(), client=app.test_client())
    client.press(f"{PAGE}/texts")
    text = texts()[0]
    client.submit(f"{address(text)}/words", written())
    assert "texts are still missing" in client.get(address(text)).text
    welsh = {n.replace("_en", "_cy"): f"{w} yn Gymraeg" for n, w in written().items()}
    assert client.submit(f"{address(text)}/words", written() | welsh).status_code == 303
    assert "All is written" in client.get(address(text)).text
    page = client.get(f"{address(text)}/preview", headers={"Accept-Language": "cy"}).text
    assert "Words of point 5 yn Gymraeg" in page


def test_nothing_for_others_and_nothing_unknown(client, college, sign_in_as) -> None:
    text = enter_texts("who-5")
    sign_in_as(college.person())
    for page in ("/staff/instruments", PAGE, address(text), f"{address(text)}/words"):
        assert client.get(page).status_code == 403
    assert client.press(f"{address(text)}/retire").status_code == 403
    sign_in_as(college.office())
    for page in ("/staff/instruments/none/1", "/staff/instruments/who-5/2", f"{PAGE}0"):
        assert client.get(page).status_code == 404
    assert client.get("/staff/instruments/texts/99").status_code == 404


def test_whoever_signed_can_be_erased(app, office, college) -> None:
    text, signer = enter_texts("who-5"), college.office("Nell Gone")
    db.session.rollback()
    begin_write()
    db.session.get(InstrumentText, text.id).attested_by_id = signer.id
    db.session.commit()
    assert "Nell Gone" in office.get(address(text)).text
    begin_write()
    erase_person(signer.id, clock.now(), None, registry=personal.registered(app))
    db.session.commit()
    assert "Nell Gone" not in office.get(address(text)).text
    assert instrument_items(ref(text))
