"""Puts many answers into a new installation, and says how long the worker takes over its report,
and a web process over the pages made of it.

A million are those of 500 classes a year in ten years.

python benchmarks/feedback.py [--answers 100000] [--database-url postgresql://…]
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from datetime import date, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

import flask_migrate
from sqlalchemy import event, func, insert, select

from recoverycollege import clock, create_app
from recoverycollege.accounts.models import Person
from recoverycollege.catalogue.models import Course, Strand, Term
from recoverycollege.classes.models import ClassSession, ScheduledClass, Venue
from recoverycollege.config import load
from recoverycollege.database import begin_write, db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.feedback.models import Answer, AskedOutcome, Change, Turnout
from recoverycollege.feedback.rules.asking import standing_items
from recoverycollege.feedback.rules.codes import code_of
from recoverycollege.feedback.rules.items import TOGETHER, outcome_id
from tests.college import College
from tests.signing_in import sign_in

STRANDS, COURSES, TERMS, A_CLASS, PEOPLE, WEEKS_A_TERM = 6, 40, 40, 20, 20_000, 13
ITEMS = 10  # four before, six after
PAGES = (
    "/staff/feedback",
    "/staff/feedback/college/0",
    "/staff/feedback/term/2",
    "/staff/feedback/strand/1",
    "/staff/feedback/course/1",
    "/staff/feedback/class/1",
    "/staff/feedback/college/0.csv",
    "/staff/feedback/belief",
    "/staff/reports",
)
WEEK = date(2026, 3, 9)
Row = dict[str, object]


def main() -> None:
    options = arguments()
    with tempfile.TemporaryDirectory() as folder:
        given = {"database_url": options.database_url} if options.database_url else {}
        app = create_app(load({}, instance=Path(folder), demo=True, **given))
        with app.app_context():
            flask_migrate.upgrade()
            begin_write()
            fill(options.answers, app.extensions["settings"].answer_key)
            db.session.commit()
            tell(app)
            db.engine.dispose()
        web = get_context("spawn").Process(target=tell_of_pages, args=(Path(folder), given))
        web.start()
        web.join()


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--answers", type=int, default=100_000)
    parser.add_argument("--database-url", default="")
    return parser.parse_args()


def tell(app) -> None:
    print(f"{count(Answer)} answers of {count(Enrolment)} people, {count(ScheduledClass)} classes")
    for name in ("report", "report", "term_figures"):
        began, worked = time.perf_counter(), time.process_time()
        done = app.extensions["sweeps"][name][0](clock.now())
        took, worked = time.perf_counter() - began, time.process_time() - worked
        print(f"{name}: {took:.2f} s ({worked:.2f} s of work), {done} rows")
        db.session.remove()
    print(f"{count(Change)} changes, {count(Turnout)} turnouts")


def tell_of_pages(folder: Path, given: dict[str, str]) -> None:
    """In a process of its own, that has answered nothing before and computes nothing."""
    app = create_app(load({}, instance=folder, demo=True, **given))
    client, statements = app.test_client(), list[str]()
    with app.app_context():
        begin_write()
        office = College().office()
        db.session.commit()
        sign_in(client, office)
        event.listen(db.engine, "before_cursor_execute", lambda *of: statements.append(of[2]))
    before = 0
    for times in (3, 20):
        for page in PAGES:
            took = []
            for _ in range(times):
                statements.clear()
                began = time.perf_counter()
                assert client.get(page).status_code == 200, page
                took.append(1000 * (time.perf_counter() - began))
            if times > 3:
                print(f"{page}: {statistics.median(took):.0f} ms, {len(statements)} statements")
        print(f"{memory()} MB, {memory() - before:+} MB" if before else f"{memory()} MB")
        before = memory()
    print("scipy is loaded" if "scipy" in sys.modules else "scipy is not loaded")


def memory() -> int:
    """In MB, as it is now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() // 2**20


def count(model) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def fill(answers: int, key: str) -> None:
    """Classes of twenty that are over, up to ten years ago, where everyone answered both forms."""
    chance, now = random.Random(1), clock.now()
    add_college(now)
    rows: dict[type, list[Row]] = defaultdict(list)
    for class_id in range(1, 1 + answers // (A_CLASS * ITEMS)):
        add_class(rows, class_id, now - timedelta(weeks=5 + class_id % (TERMS * WEEKS_A_TERM)))
        for number, person_id in enumerate(chance.sample(range(1, PEOPLE + 1), A_CLASS), 1):
            place = {"class_id": class_id, "person_id": person_id, "number": number}
            place |= {"id": len(rows[Enrolment]) + 1, "asked_at": now, "confirmed_at": now}
            rows[Enrolment].append(place | {"state": "completed", "ended_at": now})
            add_answers(rows[Answer], class_id, code_of(key, len(rows[Enrolment])), chance)
    rows[Answer].sort(key=lambda row: (row["code"], row["item"], row["wave"]))
    for model, made in rows.items():
        db.session.execute(insert(model), made)


def add_college(now: datetime) -> None:
    for number in range(1, STRANDS + 1):
        db.session.add(Strand(id=number, slug=f"strand-{number}", name=f"Strand {number}"))
    for number in range(1, TERMS + 1):
        begins = now.date() - timedelta(weeks=WEEKS_A_TERM * number)
        ends = begins + timedelta(weeks=WEEKS_A_TERM, days=-1)
        term = Term(id=number, slug=f"term-{number}", name="", starts_on=begins, ends_on=ends)
        db.session.add(term)
    db.session.add(Venue(id=1, slug="venue", name="Venue", address="Somewhere"))
    db.session.flush()
    for number in range(1, COURSES + 1):
        names = {"slug": f"course-{number}", "title": f"Course {number}", "summary": ""}
        db.session.add(Course(id=number, strand_id=1 + number % STRANDS, kind="course", **names))
    person = {"name": "", "folded_name": "", "contact_by": "email", "created_at": now}
    db.session.execute(insert(Person), [person for _ in range(PEOPLE)])


def add_class(rows: dict[type, list[Row]], class_id: int, at: datetime) -> None:
    weeks = (clock.now() - at).days // 7
    course_id = 1 + class_id % COURSES
    place = {"course_id": course_id, "term_id": 1 + weeks // WEEKS_A_TERM % TERMS, "venue_id": 1}
    rows[ScheduledClass].append({"id": class_id, "state": "open", "format": "online"} | place)
    session = {"class_id": class_id, "starts_at": at, "ends_at": at + timedelta(hours=2)}
    rows[ClassSession].append(session | {"zone": "Europe/London"})
    for position, (item, words) in enumerate(outcomes(course_id)):
        asked = {"class_id": class_id, "position": position, "item": item, "words": words}
        rows[AskedOutcome].append(asked)


def add_answers(answers: list[Row], class_id: int, code: str, chance: random.Random) -> None:
    """Both forms whole: hope mostly rises a little."""
    column = {"code": code, "class_id": class_id, "form_version": 1, "week": WEEK, "in_time": True}
    asked = outcomes(1 + class_id % COURSES)
    for item in standing_items("after", asked):
        before = chance.randint(1, 5)
        after = min(5, max(1, before + chance.choice((-1, 0, 0, 1, 1, 2))))
        answers.append(column | {"item": item.id, "wave": "after", "value": after})
        if item.id not in TOGETHER:
            answers.append(column | {"item": item.id, "wave": "before", "value": before})


def outcomes(course_id: int) -> list[tuple[str, str]]:
    words = ("name one thing that helps", "ask for company")
    return [(outcome_id(course_id, of), of) for of in words]


if __name__ == "__main__":
    main()
