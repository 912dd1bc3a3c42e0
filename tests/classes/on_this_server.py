"""A college for an afternoon on a server whose own clock is set to some zone (the variable TZ):
what its pages, letters, reminders and calendars say of a session. Run as a process of its own.

    python -m tests.classes.on_this_server FOLDER DATABASE_URL ZONE CASES

CASES is JSON, name → [day, start, end] by the college's clock; a start of "second …" means the
second of two. It prints JSON: name → what each says, or the words with which it was refused.
"""

from __future__ import annotations

import json
import sys
from contextvars import Context
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask

from recoverycollege import clock, create_app
from recoverycollege.classes.models import ClassSession, ScheduledClass
from recoverycollege.classes.services.dates import add_session
from recoverycollege.classes.services.feeds import key_of, make_feed
from recoverycollege.database import begin_write, db
from recoverycollege.enrolment.services.asking import ask
from recoverycollege.enrolment.services.reminding import remind
from recoverycollege.errors import say
from recoverycollege.letters.deliver import deliver_due
from recoverycollege.refusals import Refused
from tests.college import College
from tests.installation import settings_for
from tests.mailbox import read_folder
from tests.signing_in import sign_in

SECOND = "second "
Case = tuple[str, str, str]


def step() -> None:
    """Begins a change; what was read before is over."""
    db.session.rollback()
    begin_write()


def plan(class_id: int, case: Case, zone: ZoneInfo, by_id: int) -> ClassSession:
    """The session as the office would type it. Nobody can type the second of two, but a row that
    came from elsewhere may mean it."""
    day, starts, ends = date.fromisoformat(case[0]), case[1].removeprefix(SECOND), case[2]
    step()
    session = add_session(
        class_id,
        day,
        time.fromisoformat(starts),
        time.fromisoformat(ends),
        zone=zone,
        by_id=by_id,
        share_room=True,
    )
    if case[1].startswith(SECOND):
        session.starts_at += timedelta(hours=1)
        session.ends_at += timedelta(hours=1)
    row = db.session.get_one(ScheduledClass, class_id)
    row.state = "open"
    db.session.commit()
    return session


def set_clock(moment: datetime) -> None:
    clock.now = lambda: moment  # type: ignore[assignment]


def letters(app: Flask, to: str) -> list[str]:
    db.session.rollback()
    deliver_due()
    folder = app.extensions["settings"].letters_folder
    return [mail.body for mail in read_folder(folder) if to in mail.to]


def told(app: Flask, college: College, case: Case, name: str) -> dict[str, Any]:
    """Someone saves a place three days before, is reminded, and looks at every page."""
    zone = app.extensions["settings"].zone
    day = datetime.fromisoformat(f"{case[0]}T12:00").replace(tzinfo=zone)
    set_clock(day - timedelta(days=5))
    email = f"{name}@mail.example"
    person = college.person(name.title(), email=email)
    group = college.scheduled_class(sessions=0, state="draft")
    class_id, person_id = group.id, person.id
    session = plan(class_id, case, zone, person_id)
    session_id, starts_at = session.id, session.starts_at
    set_clock(starts_at - timedelta(days=3))
    step()
    place_id = ask(class_id, person_id, now=clock.now()).id
    db.session.commit()
    letter = letters(app, email)[-1]
    set_clock(starts_at - timedelta(hours=16))
    step()
    remind(clock.now(), zone)
    db.session.commit()
    pages = {"class": f"/classes/{class_id}", "place": f"/places/{place_id}"}
    return {
        "uid": f"session-{session_id}@127.0.0.1",
        "said": pages_of(app, person_id, pages)
        | {"letter": letter, "reminder": letters(app, email)[-1]},
        "calendars": calendars_of(app, person_id, class_id, place_id),
    }


def pages_of(app: Flask, person_id: int, paths: dict[str, str]) -> dict[str, str]:
    """What someone who is signed in sees; each request in a context of its own."""
    client = app.test_client()
    sign_in(client, person_id)

    def get(path: str) -> str:
        answer = Context().run(client.get, path)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        return answer.get_data(as_text=True)

    return {name: get(path) for name, path in paths.items()}


def calendars_of(app: Flask, person_id: int, class_id: int, place_id: int) -> dict[str, str]:
    """Every calendar file that speaks of the session."""
    step()
    make_feed(person_id, "nonce", titles=False, now=clock.now())
    db.session.commit()
    paths = {
        "mine": f"/my-learning/calendar.ics?key={key_of(person_id, 'nonce')}",
        "place": f"/places/{place_id}/calendar.ics",
        "class": f"/classes/{class_id}/calendar.ics",
        "college": "/calendar.ics",
    }
    return pages_of(app, person_id, paths)


def main(folder: str, database_url: str, zone: str, cases: str) -> None:
    app = create_app(settings_for(Path(folder), database_url=database_url, timezone=zone))
    college, found = College(), dict[str, Any]()
    with app.app_context():
        for name, case in json.loads(cases).items():
            try:
                found[name] = told(app, college, tuple(case), name)
            except Refused as refusal:
                db.session.rollback()
                with app.test_request_context():
                    found[name] = {"refused": say(refusal)}
        db.engine.dispose()
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
