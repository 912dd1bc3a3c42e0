"""What the office changes about people: stopping letters, roles, and the charter."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select

from recoverycollege import history
from recoverycollege.accounts.models import AccessNeed, Charter, Consent, Person, Role
from recoverycollege.accounts.queries import charter
from recoverycollege.accounts.services import people, staff, tasks
from recoverycollege.database import db
from recoverycollege.refusals import N_, Refused

STOP_REASONS = ("asked", "hospital", "died", "returned", "other")
STILL_TO_DO = ("access", "problem")  # what we owe someone, whether they want letters or not


def add_caller(
    *,
    name: str,
    contact_by: str,
    value: str,
    country: str,
    language: str,
    message_ok: bool,
    needs: str,
    needs_for: str,
    channel: str,
    agreed_at: datetime,
    now: datetime,
) -> Person:
    """Someone new, who spoke with the office and agreed to the charter. Raises `Refused`."""
    person = people.add_person(
        name=name,
        contact_by=contact_by,
        value=value,
        now=now,
        country=country,
        language=language,
        message_ok=message_ok,
        confirmed=True,
    )
    version = charter().version
    agreed = {"version": version, "channel": channel, "given_at": agreed_at}
    db.session.add(Consent(person_id=person.id, kind="charter", **agreed))
    if needs:
        db.session.add(
            AccessNeed(person_id=person.id, words=needs, told_to=needs_for, changed_at=now)
        )
    return person


def note_added(person_id: int, *, by_id: int) -> None:
    """Who brought someone in; where they ask for a place at once, that says it already."""
    _note("person.added", person_id, by_id)


def stop_letters(person_id: int, reason: str, *, by_id: int, now: datetime) -> None:
    """From now on nothing is sent to this person and nobody rings them. Stopping twice changes
    nothing."""
    person = _person(person_id)
    if person.letters_stopped_at is not None:
        return
    person.letters_stopped_at = now
    tasks.finish_tasks_of(
        person_id, but=STILL_TO_DO, by_id=by_id, outcome="letters_stopped", now=now
    )
    _note("person.letters_stopped", person_id, by_id, reason=reason)


def resume_letters(person_id: int, *, by_id: int) -> None:
    """Letters go out again; those that were stopped meanwhile are not sent later."""
    person = _person(person_id)
    if person.letters_stopped_at is None:
        return
    person.letters_stopped_at = None
    _note("person.letters_resumed", person_id, by_id)


def give_role(person_id: int, name: str, *, by_id: int, now: datetime) -> None:
    """Lets someone work in the office, or manage it. Raises `Refused`."""
    person = _person(person_id)
    if person_id == by_id:
        raise Refused(N_("You cannot change your own role. Please ask another manager."))
    if person.reach("email") is None:
        raise Refused(N_("They need an e-mail address first, to sign in with."))
    staff.give_role(person_id, name, now, by_id)


def take_role(person_id: int, name: str, *, by_id: int, now: datetime) -> None:
    """Takes a role back. Raises `Refused`: never from oneself, never from the last manager."""
    if person_id == by_id:
        raise Refused(N_("You cannot change your own role. Please ask another manager."))
    managers = _locked_managers()
    if name == "manager" and {role.person_id for role in managers} == {person_id}:
        raise Refused(N_("They are the only manager. Make someone else a manager first."))
    staff.take_role(person_id, name, now, by_id)


def publish_charter(
    title: str, words: str, in_force_from: date, *, by_id: int, today: date
) -> Charter:
    """A new version of the charter. Older ones stay, for people agreed to them."""
    newest = db.session.scalar(
        select(Charter).order_by(Charter.version.desc()).limit(1).with_for_update()
    )
    if in_force_from < today or (newest and in_force_from < newest.in_force_from):
        raise Refused(N_("A new charter begins today or later, and after the one before it."))
    published = Charter(
        version=newest.version + 1 if newest else 1,
        title=title,
        words=words,
        in_force_from=in_force_from,
    )
    db.session.add(published)
    history.record("charter.published", "charter", published.version, actor_id=by_id)
    return published


def _person(person_id: int) -> Person:
    person = db.session.get(Person, person_id)
    if person is None or person.erased_at is not None:
        raise Refused(N_("This person is no longer in our records."))
    return person


def _locked_managers() -> list[Role]:
    """The managers' rows, locked: two managers must not take each other's role at once."""
    query = select(Role).where(Role.name == "manager").order_by(Role.id).with_for_update()
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def _note(action: str, person_id: int, by_id: int, **detail: str) -> None:
    history.record(action, "person", person_id, actor_id=by_id, person_id=person_id, **detail)
