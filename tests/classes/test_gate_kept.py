"""No way leads around the gate: one service opens a class, and the demonstration asks its rule."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

import pytest

from recoverycollege import clock, history
from recoverycollege.classes.audit import teams_are_whole
from recoverycollege.classes.rules.gate import CALLED_OFF, NOT_SHOWN, NotReady, missing_for
from recoverycollege.classes.services import planning
from recoverycollege.database import db
from recoverycollege.refusals import Refused
from tests.college import ZONE
from tests.source import Module, modules

# The rooms that can see a class at all, and what stands above the rooms.
SEES_CLASSES = {"classes", "enrolment", "feedback", "teaching", "staff", ""}
# One service; and the demonstration, which asks the gate's rule first.
OPENERS = {
    "recoverycollege/classes/services/planning.py": "may_open(",
    "recoverycollege/demo/loading/timetable.py": "missing_for(",
    "recoverycollege/demo/loading/talks.py": "missing_for(",
}


def is_open(node: ast.expr | None) -> bool:
    return any(
        isinstance(n, ast.Constant) and n.value == "open" for n in ast.walk(node or ast.Pass())
    )


def opens(module: Module) -> Iterator[str]:
    """Where a state becomes "open": set on a row, or given as a value to one."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Assign):
            targets = [t.attr if isinstance(t, ast.Attribute) else _key(t) for t in node.targets]
            if "state" in targets and is_open(node.value):
                yield f"{module.place}:{node.lineno}"
        if isinstance(node, ast.keyword) and node.arg == "state" and is_open(node.value):
            yield f"{module.place}:{node.value.lineno}"
        if isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            if any(
                isinstance(k, ast.Constant) and k.value == "state" and is_open(v) for k, v in pairs
            ):
                yield f"{module.place}:{node.lineno}"


def _key(target: ast.expr) -> str:
    found = target.slice if isinstance(target, ast.Subscript) else None
    return str(found.value) if isinstance(found, ast.Constant) else ""


def test_one_service_opens_a_class() -> None:
    found = [
        line
        for module in modules()
        if module.room in SEES_CLASSES and "ScheduledClass" in module.text
        for line in opens(module)
        if OPENERS.get(line.rpartition(":")[0], "nobody may") not in module.text
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("kind", ["course", "peer-group"])
@pytest.mark.parametrize(
    ("team", "role", "reason"),
    [
        ((), "manager", "We look for someone"),
        (("practitioner",), "manager", "We look for someone"),
        (("practitioner",), "manager", " "),
        (("practitioner",), "office", "We look for someone"),
        (("peer",), "office", ""),
        (("peer", "relative"), "office", ""),
    ],
)
def test_opening_is_as_the_rule_says(
    college: Any, kind: str, team: tuple[str, ...], role: str, reason: str
) -> None:
    found = college.scheduled_class(
        college.course(kind=kind), state="draft", team=[(college.person(), side) for side in team]
    )
    by = college.person(roles=[role])
    missing = missing_for(kind, team)
    excepted = bool(missing) and role == "manager" and bool(reason.strip())
    how = {"exception_reason": reason, "is_manager": role == "manager", "zone": ZONE}
    if missing and not excepted:
        with pytest.raises(NotReady) as refusal:
            planning.open_class(found.id, clock.now(), by.id, **how)
        assert refusal.value.missing == missing
        assert found.state == "draft"
        return
    planning.open_class(found.id, clock.now(), by.id, **how)
    db.session.flush()
    assert found.state == "open"
    assert teams_are_whole() == []


OK = {"perspective_scope": "public", "label_ok": True}


@pytest.mark.parametrize(
    ("shown", "missing"),
    [
        (OK, []),
        (OK | {"label_ok": False}, [NOT_SHOWN]),
        (OK | {"perspective_scope": "class"}, [NOT_SHOWN]),
        (OK | {"perspective_scope": "team"}, [NOT_SHOWN]),
    ],
)
def test_a_talk_opens_with_the_yes_of_its_peer_worker(
    college: Any, shown: dict[str, Any], missing: list[str]
) -> None:
    found = college.scheduled_class(
        college.course(kind="one-to-one"),
        state="draft",
        capacity=1,
        sessions=1,
        team=[(college.person(), "peer", shown)],
    )
    how = {"exception_reason": "Please", "is_manager": True, "zone": ZONE}
    if missing:
        with pytest.raises(NotReady) as refusal:
            planning.open_class(found.id, clock.now(), college.manager().id, **how)
        assert refusal.value.missing == missing
    else:
        planning.open_class(found.id, clock.now(), college.manager().id, **how)
        db.session.flush()
    assert found.state == ("draft" if missing else "open")


def test_the_audit_tells_of_what_came_around_it(college: Any) -> None:
    """Straight into the table: without a team, and without a reason in the history."""
    found = college.scheduled_class(team=[(college.person(), "peer")])
    assert teams_are_whole() == [f"class {found.id} is open without the team a course needs"]
    college.scheduled_class(college.course(kind="peer-group"), team=[(college.person(), "peer")])
    assert len(teams_are_whole()) == 1
    history.record("class.opened", "class", found.id, exception="She is ill")
    db.session.commit()
    assert teams_are_whole() == []


def test_a_class_that_was_called_off_does_not_open_again(college: Any) -> None:
    found = college.scheduled_class(state="called_off")
    how = {"exception_reason": "Please", "is_manager": True, "zone": ZONE}
    with pytest.raises(NotReady) as refusal:
        planning.open_class(found.id, clock.now(), college.manager().id, **how)
    assert refusal.value.missing == [CALLED_OFF]


def test_another_kind_of_course_does_not_open_it_without_its_team(college: Any) -> None:
    course = college.course(kind="peer-group")
    college.scheduled_class(course, team=[(college.person(), "peer")])
    with pytest.raises(Refused):
        planning.allow_kind(course.id, "course")
    planning.allow_kind(course.id, "peer-group")
    with pytest.raises(Refused):
        planning.allow_kind(course.id, "one-to-one")
