"""The words of letters: shown to the office, changed by managers, checked before they are kept."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from recoverycollege.database import db
from recoverycollege.enrolment.services.asking import ask
from recoverycollege.history import Entry
from recoverycollege.letters import kinds
from recoverycollege.letters.wording import Wording

LIST = "/staff/letters/wording"
SAVED = f"{LIST}/place_saved/email/en"
OFFER = f"{LIST}/offer/email/en"


@pytest.fixture
def manager(college: Any, sign_in_as: Any) -> Any:
    group = college.scheduled_class(college.course("Living with voices"))
    college.enrol(group, college.person("Sam Field"))
    return sign_in_as(college.manager())


def test_every_kind_on_every_channel_can_be_seen(app: Any, manager: Any) -> None:
    page = manager.get(LIST).text
    for kind in kinds.registered(app).values():
        for channel in kind.channels:
            address = f"{LIST}/{kind.name}/{channel}/en"
            assert f'href="{address}"' in page
            seen = manager.get(address).text
            assert "Sam Field" not in seen
            assert "Nobody has asked" not in seen
            assert "Mina Lead" in seen or kind.name == "x"


def test_it_is_shown_with_real_data_and_the_viewers_own_name(manager: Any) -> None:
    page = manager.get(SAVED).text
    assert "A message from Riverside" in page
    assert "Hello Mina Lead," in page
    assert "Your place on Living with voices is saved." in page
    assert "/places/link/example" in page
    assert "Hello {name}," in page  # where one begins


def test_changed_words_are_sent(manager: Any, college: Any, time: Any) -> None:
    words = "Dear {name},\r\n\r\nwelcome to {course}.\r\n\r\n- {when}\r\n\r\n{link}"
    shown = manager.submit(SAVED, words=words, deed="show").text
    assert "welcome to Living with voices." in shown
    assert db.session.scalars(select(Wording)).all() == []
    answer = manager.submit(SAVED, words=words, deed="keep")
    assert (answer.status_code, answer.location) == (303, SAVED)
    assert "Changed by Mina Lead on 11 March 2026" in manager.get(SAVED).text
    assert "Your words" in manager.get(LIST).text
    group = college.scheduled_class(college.course("Food and mood"), sessions=1)
    ask(group.id, college.person("Ada {link} Lark", email="ada@mail.example").id, now=time.now)
    db.session.commit()
    [mail] = manager.letters("ada@")
    assert mail.body.startswith(
        "Dear Ada {link} Lark,\n\nwelcome to Food and mood.\n\n- Wednesday 18 March, 10:00 to 12:00"
    )
    assert "/places/link/" in mail.link
    manager.press(f"{SAVED}/back", page=SAVED)
    assert "Our words" in manager.get(SAVED).text
    assert db.session.scalars(select(Wording)).all() == []
    noted = db.session.scalars(select(Entry.action).where(Entry.about_kind == "letter_wording"))
    assert noted.all() == ["wording.changed", "wording.back"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "Please write some words."),
        ("Yes? {link}", "Please put {answer_by} back in."),
        ("{link} {answer_by} {when", "A bracket { or } stands alone."),
        ("{link} {answer_by} {secret_key}", "There is no {secret_key} in this letter."),
        ("{link} {answer_by}" + "x" * 4000, "Please keep this to 4000 letters or fewer."),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_lost(manager: Any, words: str, said: str) -> None:
    answer = manager.submit(OFFER, words=words, deed="keep")
    assert answer.status_code == 422
    assert said in answer.text
    assert words in answer.text
    assert db.session.scalars(select(Wording)).all() == []


def test_a_text_never_names_the_course(manager: Any) -> None:
    answer = manager.submit(f"{LIST}/offer/text/en", words="{course} {link} {answer_by}")
    assert answer.status_code == 422
    assert "locked screen" in answer.text


def test_what_is_typed_stays_words(manager: Any) -> None:
    hostile = "{link} {answer_by} <script>alert(1)</script> %(name)s %s ${name}"
    shown = manager.submit(OFFER, words=hostile, deed="show").text
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; %s" not in shown
    assert "%s $Mina Lead" in shown


def test_words_that_no_longer_fit_are_not_sent(manager: Any, college: Any, time: Any) -> None:
    row = Wording(kind="place_saved", channel="email", language="en", words="Old {gone}")
    row.changed_at, row.changed_by_id = time.now, college.manager("Max Lead").id
    db.session.add(row)
    db.session.commit()
    page = manager.get(SAVED).text
    assert "so our words are sent" in page
    assert "Old {gone}" in page
    assert "Your place on Living with voices is saved." in page


def test_the_office_reads_and_does_not_change(college: Any, sign_in_as: Any) -> None:
    college.enrol(college.scheduled_class())
    office = sign_in_as(college.office())
    page = office.get(SAVED).text
    assert "A manager can change these words." in page
    assert "Keep these words" not in page
    assert office.submit(SAVED, words="{link}", deed="keep").status_code == 403


@pytest.mark.parametrize(
    "tail", ["x/email/en", "reminder/paper/en", "offer/email/xx", "offer/x/en"]
)
def test_no_such_letter(manager: Any, tail: str) -> None:
    assert manager.get(f"{LIST}/{tail}").status_code == 404


def test_before_anyone_has_asked(college: Any, sign_in_as: Any) -> None:
    manager = sign_in_as(college.manager())
    page = manager.get(SAVED).text
    assert "Nobody has asked for a place yet" in page
    assert "Hello {name}," in page
