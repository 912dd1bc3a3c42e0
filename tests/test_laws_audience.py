"""Every endpoint says who it is for, and nobody else gets further than the door."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import select
from werkzeug.routing import AnyConverter, BaseConverter, IntegerConverter, Rule

from recoverycollege import clock
from recoverycollege.accounts.models import SignedIn
from recoverycollege.classes.models import Absence, Joining
from recoverycollege.database import db
from recoverycollege.guards import AUDIENCES, WITHOUT_SIGN_IN

# What the door itself may read: who this is, and what they may do.
DOOR = {"signed_in", "person", "contact", "role", "team_member", "co_teacher"}
TABLE = re.compile(r'\b(?:FROM|JOIN|UPDATE|INTO)\s+"?(\w+)', re.I)
ABSENT = 987_654


def audiences(app) -> dict[str, str | None]:
    return {name: getattr(view, "audience", None) for name, view in app.view_functions.items()}


def pages(app, *names: str) -> Iterator[tuple[Rule, str]]:
    """Every rule for these audiences, with each of its methods."""
    of = audiences(app)
    for rule in app.url_map.iter_rules():
        if of[rule.endpoint] in names:
            yield from (
                (rule, method) for method in sorted((rule.methods or set()) & {"GET", "POST"})
            )


def filler(converter: BaseConverter) -> object:
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return 1 if isinstance(converter, IntegerConverter) else "x"


def address(app, rule: Rule, **ids: object) -> str:
    """The address of a rule, its gaps filled with `ids`, else with 1 or `x`."""
    values = {
        name: ids.get(name, filler(converter))
        for name, converter in rule._converters.items()
        if name in rule.arguments
    }
    return app.url_map.bind("localhost").build(rule.endpoint, values)


def ask(client, url: str, method: str):
    if method == "GET":
        return client.get(url)
    return client.post(url, data={"csrf_token": client.token()})


def test_every_endpoint_declares_its_audience(bare_app) -> None:
    table = audiences(bare_app)
    listed = "\n".join(f"{name}: {table[name]}" for name in sorted(table))
    assert set(table.values()) <= set(AUDIENCES), f"undeclared or unknown:\n{listed}"


def test_addresses_fit_their_audience(bare_app) -> None:
    """What an address promises: nobody but the office below /staff, and so on."""
    allowed = {
        "/staff": {"office", "manager"},
        "/teaching": {"team"},
        "/my-learning": {"own", "signed_in"},
        "/demo": {"demo"},
    }
    of, found = audiences(bare_app), []
    for rule in bare_app.url_map.iter_rules():
        for start, names in allowed.items():
            below = rule.rule == start or rule.rule.startswith(f"{start}/")
            if below and of[rule.endpoint] not in names and not rule.rule.endswith(".ics"):
                found.append(f"{rule.rule}: {of[rule.endpoint]}")
    assert not found, found


def test_not_signed_in_goes_to_sign_in_before_anything(app, client) -> None:
    found = []
    for rule, method in pages(app, *(set(AUDIENCES) - WITHOUT_SIGN_IN)):
        response = ask(client, address(app, rule), method)
        if response.status_code != 303 or "/account/sign-in" not in response.location:
            found.append(f"{method} {rule.rule}: {response.status_code}")
        elif client.statements:
            found.append(f"{method} {rule.rule} read first: {client.statements}")
    assert not found, "\n".join(found)


def cast(college, who: str):
    """A person who may do this, and no more."""
    if who == "co-teacher":
        return college.scheduled_class().team[0].person
    return college.person(roles=["office"] if who == "office" else [])


@pytest.mark.parametrize(
    ("who", "closed"),
    [
        ("student", ("team", "office", "manager")),
        ("co-teacher", ("office", "manager")),
        ("office", ("manager", "team")),
    ],
)
def test_wrong_role_stops_at_the_door(app, client, college, sign_in_as, who, closed) -> None:
    sign_in_as(cast(college, who))
    found = []
    for rule, method in pages(app, *closed):
        status = ask(client, address(app, rule), method).status_code
        read = {table for s in client.statements for table in TABLE.findall(s)} - DOOR
        if status != 403 or read:
            found.append(f"{method} {rule.rule}: {status}, read {sorted(read)}")
    assert not found, "\n".join(found)


def foreign_things(app, college, sign_in_as) -> dict[str, int]:
    """Ids of things that belong to someone else, by the name an address gives them."""
    group = college.scheduled_class()
    place = college.enrol(group)
    sign_in_as(place.person, client=app.test_client())
    absence = Absence(session_id=group.sessions[0].id, member_id=group.team[0].id)
    absence.said_at = clock.now()
    db.session.add(absence)
    db.session.flush()
    asked = Joining(class_id=group.id, person_id=college.person().id, invited=True)
    asked.by_id, asked.perspective = place.person_id, "peer"
    asked.made_at = asked.until = clock.now()
    db.session.add(asked)
    db.session.commit()
    return {
        "enrolment_id": place.id,
        "class_id": group.id,
        "session_id": group.sessions[0].id,
        "absence_id": absence.id,
        "joining_id": asked.id,
        "signed_in_id": db.session.scalars(select(SignedIn.id)).one(),
        "design_id": college.design((college.person(), "peer")).id,
    }


def test_foreign_is_like_absent(app, client, college, sign_in_as) -> None:
    """Someone who teaches, and is a student too, meets what belongs to others."""
    things = foreign_things(app, college, sign_in_as)
    own_class = college.scheduled_class()
    sign_in_as(own_class.team[0].person)
    found = []
    for rule, method in pages(app, "own", "team"):
        if not any(isinstance(c, IntegerConverter) for c in rule._converters.values()):
            continue
        own = things | ({"session_id": things["signed_in_id"]} if "/account" in rule.rule else {})
        answers = []
        for ids in (own, dict.fromkeys(things, ABSENT)):
            response = ask(client, address(app, rule, **ids), method)
            answers.append((response.status_code, response.get_data(as_text=True)))
        if answers[0] != answers[1] or answers[0][0] != 404:
            found.append(f"{method} {rule.rule}: {answers[0][0]} and {answers[1][0]}")
    assert not found, "\n".join(found)


CHANGES = re.compile(r"\s*(INSERT|UPDATE|DELETE)\b", re.I)


def test_nothing_is_done_without_the_form_of_the_page(app, client, college, sign_in_as) -> None:
    """A post that lacks the token of a form of ours changes nothing, whoever is signed in."""
    person = college.person("Mina Lead", roles=["office", "manager"])
    group = college.scheduled_class(team=[(person, "peer"), (college.person(), "practitioner")])
    place = college.enrol(group, person)
    ids = {"class_id": group.id, "enrolment_id": place.id, "person_id": person.id}
    ids["session_id"] = group.sessions[0].id
    sign_in_as(person)
    found = []
    for rule, method in pages(app, *AUDIENCES):
        if method != "POST":
            continue
        own = ids | ({"session_id": 1} if "/account" in rule.rule else {})
        status = client.post(address(app, rule, **own), data={"code": "1", "mark-1": "came"})
        changes = [s for s in client.statements if CHANGES.match(s)]
        if changes:
            found.append(f"{rule.rule}: {status.status_code}, {changes[0][:60]}")
    assert not found, "\n".join(found)
