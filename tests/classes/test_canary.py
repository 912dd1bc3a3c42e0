"""Nobody can find out what a member of a team hides: not from any page, calendar, search, letter or
export, nor from what the others show. The strong form: every byte stays the same, whatever side
the team comes from and whether its gate is complete."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import combinations_with_replacement, product
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select

from recoverycollege import letters
from recoverycollege.catalogue.models import KINDS, Course
from recoverycollege.classes.models import PERSPECTIVES, SCOPES, Absence, ScheduledClass, Substitute
from recoverycollege.classes.services.feeds import key_of, make_feed
from recoverycollege.classes.services.indexing import reindex
from recoverycollege.database import begin_write, db
from recoverycollege.enrolment.models import ClassMessage, Enrolment
from recoverycollege.letters import Letter
from tests.client import deliver_and_read
from tests.signing_in import sign_in

CANARY = "CANARY"
TOKEN = re.compile(rb'(name="csrf_token" value=)"[^"]*"')
TELLING = (CANARY, "Peer-led", "Co-led", "Practitioner-led", "(lived", "(works in", "(relative")
MIXES = [mix for size in (1, 2, 3, 4) for mix in combinations_with_replacement(SCOPES, size)]
HIDDEN_FROM = {
    "public": [mix for mix in MIXES if set(mix) != {"public"}],
    "class": [mix for mix in MIXES if "team" in mix],
}
# Who brings what. The last of each team hides most: two ways for that one alone, and one for all.
SIDES: list[Callable[[int, int], str]] = [
    lambda place, size: "peer",
    lambda place, size: "relative" if place == size - 1 else "peer",
    lambda place, size: "practitioner" if place == size - 1 else "peer",
    lambda place, size: PERSPECTIVES[place % 3],
]


class World:
    """A class for each mix of scopes and each of two kinds, all open, each with one student."""

    def __init__(self, college: Any, mixes: Iterable[tuple[str, ...]]) -> None:
        self.student = college.person("Sam Student")
        self.outside = college.person("Olu Outside")
        college.co_teacher(self.outside, "peer", "practitioner", "relative")
        members = [college.person(f"Member{n} Surname") for n in range(4)]
        self.classes: list[ScheduledClass] = []
        self.places: list[Enrolment] = []
        for mix, kind in product(mixes, ("course", "peer-group")):
            team = [
                (person, "peer", {"name_scope": "public", "perspective_scope": scope,
                                  "label_ok": True, "lead": not place})
                for place, (person, scope) in enumerate(zip(members, mix, strict=False))
            ]  # fmt: skip
            found = college.scheduled_class(college.course(kind=kind), team=team, sessions=1)
            self.classes.append(found)
            self.places.append(college.enrol(found, self.student))

    def bring(self, side: Callable[[int, int], str]) -> None:
        """Everyone brings something else now, in new words."""
        db.session.rollback()
        begin_write()
        for found in db.session.scalars(select(ScheduledClass)).all():
            for place, member in enumerate(found.team):
                member.perspective = side(place, len(found.team))
                member.words = CANARY + member.perspective
        for course_id in db.session.scalars(select(Course.id)).all():
            reindex(course_id)
        db.session.commit()
        db.session.rollback()


def snapshot(client: FlaskClient, urls: Iterable[str]) -> dict[str, bytes]:
    """Each page as it is, but for the token that no two pages share."""
    found = {}
    for url in urls:
        answer = client.get(url)
        assert answer.status_code == 200, url
        found[url] = TOKEN.sub(rb"\1", answer.data)
    return found


def compare(world: World, look: Callable[[], dict[str, bytes]]) -> None:
    """Nothing telling in any of it, and every byte the same whatever the teams bring."""
    first: dict[str, bytes] = {}
    for side in SIDES:
        world.bring(side)
        seen = look()
        telling = {url: w for url, page in seen.items() for w in TELLING if w.encode() in page}
        assert not telling
        first = first or seen
        different = [url for url in first if first[url] != seen[url]]
        assert not different


def public_urls(world: World) -> list[str]:
    whole = ["/", "/courses", "/courses?q=Member1", "/courses?q=canarypeer", "/courses?q=peer",
             "/courses?kind=peer-group", "/prospectus", "/calendar.ics"]  # fmt: skip
    for found in world.classes:
        whole += [f"/classes/{found.id}", f"/classes/{found.id}/calendar.ics",
                  f"/courses/{found.course.slug}", f"/classes/{found.id}/ask"]  # fmt: skip
    return whole


def test_the_public_cannot_tell(app: Flask, college: Any) -> None:
    world, client = World(college, HIDDEN_FROM["public"]), FlaskClient(app)
    urls = public_urls(world)

    def look() -> dict[str, bytes]:
        words = db.session.scalars(select(Course.words).order_by(Course.id)).all()
        db.session.rollback()
        return snapshot(client, urls) | {"search": "\n".join(words).encode()}

    compare(world, look)


def test_other_co_teachers_cannot_tell(app: Flask, college: Any, time: Any) -> None:
    """Neither on the board, where a need would tell, nor when they step in for a session."""
    world, client = World(college, HIDDEN_FROM["public"]), FlaskClient(app)
    for found in world.classes:
        absence = Absence(session_id=found.sessions[0].id, member_id=found.team[0].id)
        absence.said_at = time.now
        db.session.add(absence)
        db.session.flush()
        if len(found.team) == 2:
            person_id = world.outside.id
            db.session.add(Substitute(absence_id=absence.id, person_id=person_id, since=time.now))
    stepped = [found.id for found in world.classes if len(found.team) == 2]
    sign_in(client, world.outside)
    urls = ["/teaching", "/teaching/board", "/teaching/board?side=peer", "/teaching/me"]
    urls += [f"/teaching/classes/{class_id}" for class_id in stepped]
    compare(world, lambda: snapshot(client, urls))


def test_the_people_of_the_class_cannot_tell(app: Flask, college: Any, time: Any) -> None:
    """Their pages, calendars, letters, and the copy of their data."""
    world, client = World(college, HIDDEN_FROM["class"]), FlaskClient(app)
    db.session.rollback()
    begin_write()
    make_feed(world.student.id, "once", titles=True, now=time.now)
    key = key_of(world.student.id, "once")
    written = messages_to(world, time.now)
    db.session.commit()
    sign_in(client, world.student)
    urls = [
        "/my-learning",
        "/account",
        "/account/data",
        "/account/data/export",
        f"/my-learning/calendar.ics?key={key}",
    ]
    for place in world.places:
        urls += [f"/places/{place.id}", f"/places/{place.id}/calendar.ics"]
    read = 0

    def look() -> dict[str, bytes]:
        nonlocal read
        db.session.rollback()
        begin_write()
        for place in world.places[:6]:
            letters.post("place_saved", world.student.id, enrolment_id=place.id)
            facts = {"enrolment_id": place.id, "message_id": written[place.class_id]}
            letters.post("class_message", world.student.id, **facts)
        db.session.commit()
        mails = deliver_and_read(app, "sam-student")
        bodies, read = sorted(mail.body for mail in mails[read:]), len(mails)
        db.session.rollback()
        begin_write()
        db.session.execute(delete(Letter))  # else they are in the copy of one's data
        db.session.commit()
        return snapshot(client, urls) | {"letters": "\n".join(bodies).encode()}

    compare(world, look)


def messages_to(world: World, now: Any) -> dict[int, int]:
    """Class id → what the first of its team wrote to everyone in it."""
    told = [
        ClassMessage(class_id=found.id, person_id=found.team[0].person_id, words="Hello", people=1,
                     once="once", sent_at=now)
        for found in world.classes
    ]  # fmt: skip
    db.session.add_all(told)
    db.session.flush()
    return {message.class_id: message.id for message in told}


def test_the_canary_sings_where_everyone_shows(app: Flask, college: Any) -> None:
    """Else the tests above could not fail."""
    world, client = World(college, [("public", "public")]), FlaskClient(app)
    world.bring(SIDES[3])
    page = client.get(f"/classes/{world.classes[0].id}").text
    assert CANARY in page
    assert "Co-led" in page
    with pytest.raises(AssertionError):
        compare(world, lambda: snapshot(client, public_urls(world)))


def test_every_kind_is_one_that_is_tried() -> None:
    """Kinds that a peer leads alone, and kinds that need two sides: one of each is enough."""
    assert set(KINDS) == {"course", "workshop", "peer-group", "peer-training"}
