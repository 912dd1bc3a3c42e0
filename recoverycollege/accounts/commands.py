"""Commands about people: let staff in, give a person what is held about them, erase it."""

from __future__ import annotations

from datetime import datetime

import click
from flask import Flask, current_app

from recoverycollege import clock, personal
from recoverycollege.accounts import presenting
from recoverycollege.accounts.models import Person
from recoverycollege.accounts.queries import people_named, person_at
from recoverycollege.accounts.services import people, staff
from recoverycollege.database import begin_write, db
from recoverycollege.errors import say
from recoverycollege.refusals import Refused
from recoverycollege.text import fold


def init_app(app: Flask) -> None:
    for command in (create_staff, export_person, erase_person):
        app.cli.add_command(command)


@click.command()
@click.argument("email")
@click.option("--manager", is_flag=True, help="Also people's roles, settings and reports.")
@click.option("--name", default="", help="The name to use; needed if several share the address.")
def create_staff(email: str, manager: bool, name: str) -> None:
    """Lets somebody into the office: prints a link that works once, for 24 hours."""
    begin_write()
    now = clock.now()
    person = _staff_person(email, name, now)
    staff.give_role(person.id, "manager" if manager else "office", now, None)
    token = staff.make_link(person.id, now)
    db.session.commit()
    click.echo(f"{current_app.extensions['settings'].base_url}/account/link/{token}")


def _staff_person(email: str, name: str, now: datetime) -> Person:
    there = person_at(email)
    if name:
        there = [person for person in there if person.folded_name == fold(name)]
    if len(there) > 1:
        _list(there)
    if there:
        return there[0]
    try:
        return people.add_person(
            name=name or email.partition("@")[0],
            contact_by="email",
            value=email,
            now=now,
            confirmed=True,
        )
    except Refused as refusal:
        raise click.ClickException(say(refusal)) from None


@click.command()
@click.argument("who")
def export_person(who: str) -> None:
    """Prints everything held about a person as JSON. WHO is an id, an e-mail or a number."""
    begin_write()
    person = _find(who)
    found = personal.everything(current_app, db.session(), person.id)
    db.session.rollback()
    click.echo(presenting.as_json(found))


@click.command()
@click.argument("who")
@click.option("--yes", is_flag=True, help="Do not ask again.")
def erase_person(who: str, yes: bool) -> None:
    """Erases everything held about a person. WHO is an id, an e-mail or a number."""
    begin_write()
    person_id = _find(who).id
    db.session.rollback()
    if not yes:
        click.confirm(f"Erase person {person_id} for good?", abort=True)
    begin_write()
    extensions = current_app.extensions
    people.erase_person(
        person_id,
        clock.now(),
        None,
        registry=extensions["personal"],
        before=extensions["before_erase"],
    )
    db.session.commit()
    click.echo(f"Person {person_id} is erased.")


def _find(who: str) -> Person:
    found = people_named(who, current_app.extensions["settings"].country)
    if not found:
        raise click.ClickException("Nobody is known by that.")
    if len(found) > 1:
        _list(found)
    return found[0]


def _list(found: list[Person]) -> None:
    """Several people share a mailbox or a telephone: the caller has to choose one."""
    click.echo("Several people share this. Use one of these ids:", err=True)
    for person in found:
        click.echo(f"{person.id}  {person.name}", err=True)
    raise SystemExit(2)
