"""A college that has been lived in: every kind of class, place, person, task and letter once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from flask import current_app
from sqlalchemy import select

from recoverycollege import clock, history, letters
from recoverycollege.accounts.models import Person, Task
from recoverycollege.catalogue.models import Course, Strand
from recoverycollege.classes.models import (
    Absence,
    CoproductionRecord,
    Joining,
    Material,
    MaterialPiece,
    PlanPart,
    RecordSignature,
    Reflection,
    ScheduledClass,
    SessionPlan,
    TeamMember,
)
from recoverycollege.database import db
from recoverycollege.enrolment.models import Enrolment
from recoverycollege.feedback.models import (
    Answer,
    FormLine,
    LinkedPlace,
    QuestionForm,
)
from recoverycollege.feedback.rules.codes import code_of
from recoverycollege.feedback.rules.items import HOPE, VERSION
from tests.college import College
from tests.feedback.instruments import enter_texts
from tests.figures import Figures
from tests.lived_in_designs import write_together
from tests.lived_in_released import release
from tests.lived_in_voices import speak

ROLES = ("visitor", "student", "co-teacher", "office", "manager")
HOMES = {
    "visitor": ("/",),
    "student": ("/my-learning", "/account", "/"),
    "co-teacher": ("/teaching", "/account"),
    "office": ("/staff",),
    "manager": ("/staff",),
}
# Where each role's own pages are; the rest of the college looks alike to everyone.
OWN = {
    "visitor": ("/",),
    "student": (
        *("/my-learning", "/account", "/places", "/classes", "/feedback"),
        *("/ideas", "/design", "/quotes"),
    ),
    "co-teacher": ("/teaching",),
    "office": ("/staff",),
    "manager": ("/staff",),
}


@dataclass
class Cast:
    """One person for each role; nobody for the visitor."""

    people: dict[str, Person | None]


def live_in(college: College) -> Cast:
    """Fills the college, and says who is who in it."""
    mind = college.strand("Understanding mental health", tint="mint")
    life = college.strand("Rebuilding life", tint="honey")
    college.term()
    college.venue("The Boathouse", quiet_room=True, travel="Bus 4 stops outside.")
    online = college.venue("Online", online=True, address="", entrance="", step_free=False)
    college.support_entry()
    college.support_entry("A forum by text", phone="", text_number="TALK to 01632 960 201")
    anxiety = college.course(
        "Understanding anxiety",
        strand=mind,
        content_note="We talk about fear.",
        who_for="Anyone who worries.",
        outcomes=("name one thing that helps me", "ask someone else"),
    )
    group = college.course("Living with voices", strand=mind, kind="peer-group")
    walk = college.course("Walk and talk", strand=life, for_whom="relatives")
    college.course("A course to come", strand=life)
    cast = Cast(
        {
            "visitor": None,
            "student": college.person("Sam Field", needs="A seat near the door", told_to="team"),
            "co-teacher": college.person("Dee Okafor"),
            "office": college.office(),
            "manager": college.manager(),
        }
    )
    _classes(college, cast, (anxiety, group, walk), online.id)
    _talks(college, cast, life)
    _office(college, cast)
    write_together(college, cast.people["student"], cast.people["co-teacher"])
    _forms(cast)
    _answers(cast)
    _figures(cast)
    _voices(cast)
    release()
    enter_texts("adult-hope-scale", state="draft")
    return cast


def _talks(college: College, cast: Cast, strand: Strand) -> None:
    """Two times with a peer worker: one is free, one is taken."""
    teacher = cast.people["co-teacher"]
    assert teacher
    shown = {"perspective_scope": "public", "label_ok": True, "lead": True}
    team = [(teacher, "peer", {"name_scope": "public"} | shown)]
    talks = college.course("A talk", strand=strand, kind="one-to-one")
    for days in (10, 11):
        found = college.scheduled_class(
            talks, capacity=1, sessions=1, team=team, starts_in=timedelta(days=days)
        )
    college.enrol(found)


def _classes(college: College, cast: Cast, courses: tuple, online: int) -> None:
    anxiety, group, walk = courses
    student, teacher = cast.people["student"], cast.people["co-teacher"]
    assert student and teacher
    public = {"name_scope": "public", "perspective_scope": "public", "lead": True}
    team = [(teacher, "peer", public), (college.person("Ravi Nair"), "practitioner", public)]
    running = college.scheduled_class(
        anxiety, capacity=3, team=team, starts_in=timedelta(days=-6, hours=-23), sessions=3
    )
    _prepare(running)
    caller = college.person("Wen Li", phone="01632 960 301")
    for person in (student, caller):
        place = college.enrol(running, person)
        college.mark(running.sessions[0], place, "came")
    due = {"created_at": clock.now(), "due_at": clock.now()}
    db.session.add(
        Task(kind="call", for_role="team", person_id=caller.id, about_id=place.id, **due)
    )
    full = college.scheduled_class(group, capacity=1, team=team[:1], note="Bring a cup.")
    college.fill(full, waiting=2)
    college.enrol(full, student, state="waiting")
    soon = college.scheduled_class(walk, format="online", venue_id=online, team=team, room="")
    college.enrol(soon, student, state="offered")
    college.enrol(
        soon, college.person("Ida Post", address="1 Mill Lane"), offer="own", state="offered"
    )
    over = college.scheduled_class(anxiety, starts_in=timedelta(days=-60), sessions=2)
    college.enrol(over, student, state="completed")
    _looked_back(college, anxiety, team)
    college.enrol(college.scheduled_class(walk), student, state="withdrawn")
    college.enrol(college.scheduled_class(walk), student)
    college.scheduled_class(walk, state="called_off")
    college.scheduled_class(anxiety, state="draft", team=[])
    _teams(college, teacher, running)


def _teams(college: College, teacher: Person, running: ScheduledClass) -> None:
    """Someone is asked to teach, someone is away, and another could step in."""
    college.co_teacher(teacher, "peer", words="Gladly on Mondays")
    college.co_teacher(college.person("Kofi Step"), "peer", "relative")
    draft = college.scheduled_class(state="draft", team=[])
    now = clock.now()
    asked = Joining(class_id=draft.id, person_id=teacher.id, invited=True, by_id=teacher.id)
    asked.perspective, asked.made_at, asked.until = "peer", now, now
    away = Absence(session_id=running.sessions[-1].id, member_id=running.team[1].id, said_at=now)
    db.session.add_all([asked, away])
    db.session.commit()


def _looked_back(college: College, course: Course, team: list) -> None:
    """Classes that ended lately and long ago, with a record and what a colleague wrote."""
    since = {"joined_at": clock.now() - timedelta(days=90)}
    team = [(person, side, shown | since) for person, side, shown in team]
    for ago in (3, 30):
        found = college.scheduled_class(
            course, team=team, sessions=1, starts_in=timedelta(days=-ago)
        )
        record = CoproductionRecord(class_id=found.id, kind="design", words="We met twice.")
        for side, member in zip(("peer", "other"), found.team, strict=True):
            signature = RecordSignature(
                side=side, person_id=member.person_id, signed_at=clock.now()
            )
            record.signatures.append(signature)
        wrote = Reflection(class_id=found.id, person_id=found.team[1].person_id, went_well="Yes.")
        wrote.answered_at = clock.now() - timedelta(days=1)
        db.session.add_all([record, wrote])


def _prepare(running: ScheduledClass) -> None:
    """A plan of the first session, a hand-out and a link for everyone, and notes of the team."""
    now, lead = clock.now(), running.team[0]
    parts = [PlanPart(position=0, minutes=30, words="Welcome", bring="Tea", leader_id=lead.id)]
    first = running.sessions[0].id
    db.session.add(SessionPlan(session_id=first, version=1, changed_at=now, parts=parts))
    file = {"content_type": "text/plain; charset=utf-8", "size": 4}
    for title, more in (
        ("Hand-out.txt", file | {"sha256": "a", "for_students": True}),
        ("Notes.txt", file | {"sha256": "b"}),
        ("A film", {"url": "https://film.example.org/a", "for_students": True}),
    ):
        row = Material(class_id=running.id, title=title, added_by_id=lead.person_id, **more)
        row.added_at = now
        db.session.add(row)
        db.session.flush()
        if not row.url:
            db.session.add(MaterialPiece(material_id=row.id, position=0, content=b"soup"))
    db.session.commit()


def _office(college: College, cast: Cast) -> None:
    student, office = cast.people["student"], cast.people["office"]
    assert student and office
    now = clock.now()
    for kind, role in (("get_back", "office"), ("problem", "manager"), ("confirm", "office")):
        task = Task(kind=kind, for_role=role, created_at=now, due_at=now, words="Please ring me")
        task.name, task.reach = "Someone new", "01632 960 400"
        db.session.add(task)
    letters.post("sign_in_code", student.id, handle="").state = "parked"
    history.record(
        "details.changed", "person", student.id, actor_id=office.id, person_id=student.id
    )
    db.session.commit()


def _answers(cast: Cast) -> None:
    """What the student said before and after two classes, linked to them."""
    student = cast.people["student"]
    assert student
    key = current_app.extensions["settings"].answer_key
    mine = select(Enrolment).where(Enrolment.person_id == student.id)
    for place in db.session.scalars(mine.where(Enrolment.state.in_(("enrolled", "completed")))):
        code = code_of(key, place.id)
        db.session.add(LinkedPlace(enrolment_id=place.id))
        for wave, value in (("before", 2), ("after", 4)):
            for item in HOPE:
                row = Answer(code=code, item=item, wave=wave, class_id=place.class_id)
                row.form_version, row.value, row.week = VERSION, value, clock.now().date()
                db.session.add(row)
    db.session.commit()


def _forms(cast: Cast) -> None:
    """A feedback form that the co-teacher is asked to read."""
    teacher = cast.people["co-teacher"]
    assert teacher
    asked = {"state": "asked", "asked_of_id": teacher.id, "asked_at": clock.now()}
    lines = [FormLine(position=0, kind="own", item="hopeful")]
    db.session.add(QuestionForm(audience="student", wave="after", version=2, lines=lines, **asked))
    db.session.commit()


def _figures(cast: Cast) -> None:
    """What the worker would have counted: of a class of its own, of a small one, and of all."""
    teacher = cast.people["co-teacher"]
    assert teacher
    mine = select(TeamMember.class_id).where(TeamMember.person_id == teacher.id)
    large, small = db.session.scalars(
        select(ScheduledClass)
        .where(ScheduledClass.id.in_(mine))
        .order_by(ScheduledClass.id)
        .limit(2)
    )
    figures = Figures()
    figures.of("class", large.id, 12, outcomes=large.course)
    figures.of("class", small.id, 5)
    for course in (large.course, small.course):
        figures.of("course", course.id, 34, outcomes=course)
    figures.of("strand", large.course.strand_id, 40)
    figures.of("term", figures.term(), 60)
    figures.of("college", 0, 120)
    figures.words(
        large.id, "It helped to hear how others manage.", "More time for questions, please."
    )


def _voices(cast: Cast) -> None:
    student, office, manager = (cast.people[role] for role in ("student", "office", "manager"))
    assert student and office and manager
    speak(student, office, manager)
