"""Text messages into a folder, short, and silent about what they are about."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from recoverycollege.config import UnsafeSettings
from recoverycollege.database import db
from recoverycollege.enrolment.services.asking import ask
from recoverycollege.letters import Letter, Recipient, composing, kinds
from recoverycollege.letters.deliver import deliver_due


@pytest.fixture
def app(app_with):
    return app_with(text_url="console:", base_url="https://riverside.example")


def outbox():
    db.session.commit()
    deliver_due()
    db.session.expire_all()
    return db.session.scalars(select(Letter).order_by(Letter.id)).all()


def test_with_console_they_go_into_a_folder(app, college, time, caplog):
    caplog.set_level("INFO")
    person = college.person("Ada Lark", phone="07700 900123", contact_by="text")
    ask(college.scheduled_class(college.course("Living with voices")).id, person.id, now=time.now)
    [letter] = outbox()
    assert letter.state == "sent"
    [path] = app.extensions["settings"].texts_folder.glob("*.txt")
    assert path.read_text().startswith("To: +447700900123\n")
    assert "your place is saved for Wed 18 March, 10:00. https://" in path.read_text()
    assert not re.search("Ada|7700|riverside.example", caplog.text)
    letter.state, letter.due_at, letter.claimed_until = "waiting", time.now, None
    outbox()
    assert len(list(path.parent.iterdir())) == 1


@pytest.mark.parametrize("url", ["ftp://x", "sms.example", "javascript:"])
def test_a_gateway_is_somewhere(settings_for, url):
    with pytest.raises(UnsafeSettings, match="TEXT_URL"):
        settings_for(text_url=url)


GSM = re.compile(r"[A-Za-z0-9 @$_!\"#%&'()*+,\-./:;<=>?\n]*")


def test_every_kind_is_short_and_says_nothing_of_the_course(app, college, time):
    """One message of the old network: 160 of its own letters."""
    person = college.person("Ada Lark", phone="07700 900123", contact_by="text")
    group = college.scheduled_class(college.course("Living with voices"))
    college.enrol(group, person, state="waiting")
    to = Recipient("Ada Lark", "text", "+447700900123", "en")
    for kind in kinds.registered(app).values():
        words = kind.example() if kind.example else None
        if words is None or kind.name == "address_changed":
            continue
        link = "https://riverside.example/places/link/" + "x" * 42
        secrets = words.secrets | ({"link": link} if "link" in words.secrets else {})
        text = composing.text(kind, to, words, secrets).strip()
        assert len(text) <= 160, (kind.name, len(text), text)
        assert GSM.fullmatch(text), text
        assert text.startswith("Riverside for Ada Lark: ")
        assert not re.search("voices|Boathouse|Recovery|College", text)
