"""Courses in the making, for the college that is lived in."""

from __future__ import annotations

from recoverycollege import clock
from recoverycollege.accounts.models import Person, Task
from recoverycollege.catalogue.models import Designer, DesignNote
from recoverycollege.database import db
from tests.college import College


def write_together(college: College, student: Person | None, teacher: Person | None) -> None:
    """Ideas in every state, a course being written with all that can be said, one to look at."""
    assert student and teacher
    draft = college.course("Bread and company", in_catalogue=False)
    college.idea(student)
    college.idea(student, state="not_now", answer="Next year, with an oven.")
    college.idea(student, state="taken_up", course_id=draft.id)
    nurse = college.person("Ravi Nurse")
    design = college.design(student, (teacher, "peer"), (nurse, "practitioner"), course=draft)
    college.design((nurse, "practitioner"), (student, "student"), state="set_aside")
    asked = college.design((nurse, "practitioner"))
    now = clock.now()
    db.session.add(Designer(design_id=asked.id, person_id=student.id, invited_at=now))
    said = {"design_id": design.id, "at": now, "text_version": 1, "words": "How long is it?"}
    closed = {"answer": "Six weeks.", "reason": "It was too much.", "closed_by_id": nurse.id}
    for section, kind in (("summary", "comment"), ("expect", "question"), ("", "time")):
        db.session.add(DesignNote(section=section, kind=kind, by_id=student.id, **said))
    for kind in ("question", "disagreement"):
        done = closed | {"closed_at": now, "by_id": teacher.id}
        db.session.add(DesignNote(section="outcomes", kind=kind, **said, **done))
        db.session.add(DesignNote(section="title", kind=kind, **said, by_id=nurse.id))
    seen = college.course("Time to look", review_on=now.date())
    for kind, about in (("idea", 1), ("codesign", design.id), ("review", seen.id)):
        db.session.add(Task(kind=kind, about_id=about, created_at=now, due_at=now))
    db.session.commit()
