"""Nobody can find out what a member of a team hides: not from any page, calendar, search, letter or
export, nor from what the others show. The strong form: every byte stays the same, whatever side
the team comes from and whether its gate is complete."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import combinations_with_replacement, product
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select

from recoverycollege import letters
from recoverycollege.catalogue.models import KINDS, Course
from recoverycollege.classes.models import (
    PERSPECTIVES,
    SCOPES,
    Absence,
    Joining,
    Material,
    MaterialPiece,
    ScheduledClass,
    Substitute,
)
from recoverycollege.classes.services.feeds import key_of, make_feed
from recoverycollege.classes.services.indexing import reindex
from recoverycollege.database import begin_write, db
from recoverycollege.enrolment.links import check_in_word
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
    """A class for each mix of scopes and each of three kinds, all open, each with one student."""

    def __init__(self, college: Any, mixes: Iterable[tuple[str, ...]]) -> None:
        self.student = college.person("Sam Student")
        self.outside = college.person("Olu Outside")
        college.co_teacher(self.outside, "peer", "practitioner", "relative")
        members = [college.person(f"Member{n} Surname") for n in range(4)]
        self.classes: list[ScheduledClass] = []
        self.places: list[Enrolment] = []
        for mix, kind in product(mixes, ("course", "peer-group", "one-to-one")):
            if kind == "one-to-one" and len(mix) > 2:
                continue  # one gives it, or by a manager's exception two
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


def written(app: Flask, to: str, posts: Sequence[tuple[str, int, dict[str, Any]]]) -> bytes:
    """These letters (kind, to whom, facts) as they are read now; nothing of them is kept."""
    read = len(deliver_and_read(app, to))
    db.session.rollback()
    begin_write()
    for kind, person_id, facts in posts:
        letters.post(kind, person_id, **facts)
    db.session.commit()
    mails = deliver_and_read(app, to)
    for _again in range(20):  # a round of delivering ends after some seconds
        mails = mails if len(mails) == read + len(posts) else deliver_and_read(app, to)
    assert len(mails) == read + len(posts)
    bodies = sorted(mail.body for mail in mails[read:])
    db.session.rollback()
    begin_write()
    db.session.execute(delete(Letter))  # else they are in the copy of one's data
    db.session.commit()
    return "\n".join(bodies).encode()


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
             "/courses?kind=peer-group", "/courses?kind=one-to-one", "/prospectus",
             "/calendar.ics"]  # fmt: skip
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
    """Neither on the board, where a need would tell, nor when they step in for a session, were
    asked, or hear that it was moved, is taken out or called off."""
    world, client = World(college, HIDDEN_FROM["public"]), FlaskClient(app)
    person_id, posts = world.outside.id, []
    for found in world.classes:
        absence = Absence(session_id=found.sessions[0].id, member_id=found.team[0].id)
        absence.said_at = time.now
        db.session.add(absence)
        db.session.flush()
        if len(found.team) == 2:
            step_in = Substitute(absence_id=absence.id, person_id=person_id, since=time.now)
            step_in.asked_again_at = time.now
            db.session.add(step_in)
            posts.append(("team_moved", person_id, {"absence_id": absence.id}))
        if len(found.team) == 3:
            db.session.add(asked_into(found, person_id, time.now))
            posts.append(("team_dates", person_id, {"class_id": found.id}))
        if len(found.team) < 3:
            gone = {"class_id": found.id, "at": (time.now + timedelta(days=3)).isoformat()}
            posts.append(("team_taken_out", person_id, gone))
    hidden = [(world.student, "peer", {"name_scope": "public"})]
    off = college.scheduled_class(college.course("Not this time"), team=hidden, state="called_off")
    posts.append(("team_called_off", person_id, {"class_id": off.id}))
    stepped = [found for found in world.classes if len(found.team) == 2]
    sign_in(client, world.outside)
    urls = ["/teaching", "/teaching/board", "/teaching/board?side=peer", "/teaching/me"]
    urls += ["/ideas", "/ideas/mine", "/design", "/account/data/export"]
    for found in stepped:
        urls.append(f"/teaching/classes/{found.id}")
        urls.append(f"/teaching/sessions/{found.sessions[0].id}/register")
    kinds = {kind for kind, _, _ in posts}
    assert len(kinds) == 4

    def look() -> dict[str, bytes]:
        return snapshot(client, urls) | {"letters": written(app, "olu-outside", posts)}

    compare(world, look)


def asked_into(found: ScheduledClass, person_id: int, now: datetime) -> Joining:
    """They were asked to teach it too, and have not answered."""
    how = {"invited": True, "by_id": person_id, "made_at": now, "until": now + timedelta(days=7)}
    return Joining(class_id=found.id, person_id=person_id, perspective="relative", **how)


def test_the_people_of_the_class_cannot_tell(app: Flask, college: Any, time: Any) -> None:
    """Their pages, calendars, letters, the copy of their data; and what the team shares with them:
    messages, materials, the code to check in."""
    world, client = World(college, HIDDEN_FROM["class"]), FlaskClient(app)
    db.session.rollback()
    begin_write()
    make_feed(world.student.id, "once", titles=True, now=time.now)
    key = key_of(world.student.id, "once")
    db.session.commit()
    sign_in(client, world.student)
    urls = [
        "/my-learning",
        "/account",
        "/account/data",
        "/account/data/export",
        f"/my-learning/calendar.ics?key={key}",
    ]
    urls += ["/ideas", "/ideas/mine", "/design"]
    posts: list[tuple[str, int, dict[str, Any]]] = []
    for place, found in zip(world.places, world.classes, strict=True):
        urls += [f"/places/{place.id}", f"/places/{place.id}/calendar.ics"]
        message, material = shared(found, time.now)
        urls.append(f"/classes/{found.id}/materials/{material.id}")
        word = check_in_word(app.extensions["settings"].secret_key, found.sessions[0].id)
        urls.append(f"/check-in/{word}")
        about = {"enrolment_id": place.id}
        posts.append(("class_message", world.student.id, about | {"message_id": message.id}))
        posts += [(kind, world.student.id, about) for kind in ("place_saved", "dates_changed")]
    db.session.commit()

    def look() -> dict[str, bytes]:
        return snapshot(client, urls) | {"letters": written(app, "sam-student", posts[:30])}

    compare(world, look)


def shared(found: ScheduledClass, now: datetime) -> tuple[ClassMessage, Material]:
    """What the last of the team, who hides most, wrote to the class and laid down for it."""
    person_id = found.team[-1].person_id
    message = ClassMessage(class_id=found.id, person_id=person_id, words="Bring a coat.", people=1)
    message.once, message.sent_at = str(found.id), now
    file = {"content_type": "application/pdf", "size": 4, "sha256": "soup", "url": ""}
    how = {"for_students": True, "added_by_id": person_id, "added_at": now}
    material = Material(class_id=found.id, title="Soup.pdf", **file, **how)
    db.session.add_all([message, material])
    db.session.flush()
    db.session.add(MaterialPiece(material_id=material.id, position=0, content=b"soup"))
    return message, material


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
    """Kinds that a peer leads alone, the one whose name says so, and kinds that need two sides: one
    of each is enough."""
    assert set(KINDS) == {"course", "workshop", "peer-group", "one-to-one", "peer-training"}
