"""Reading free texts soon after they were written, and getting in touch with someone who may be in
distress: only where the college named who reads, who deputises, and when."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from recoverycollege import history, letters
from recoverycollege.accounts.models import Task
from recoverycollege.accounts.services.tasks import add_task, finish_tasks_where
from recoverycollege.database import db
from recoverycollege.feedback.models import (
    Identifying,
    ReadingHours,
    TextFlag,
    TextRead,
    TextReader,
)
from recoverycollege.feedback.queries.reading import KIND, Flagged, flagged, reading
from recoverycollege.refusals import N_, Refused

LETTER = "text_flagged"
TWO_PEOPLE = N_("The reader and the deputy are two different people.")
STILL_WAITS = N_("Somebody may be in distress. Settle that first, or name someone else to read.")
NOT_YOU = N_("Someone else needs to agree: two people decide this together.")
ASKED = N_("Someone has asked this already. Please look again.")


def name_readers(reader_id: int, deputy_id: int, words: str, pass_after: int, by_id: int) -> None:
    """Names who reads, who deputises, and their hours. Raises `Refused`."""
    if reader_id == deputy_id:
        raise Refused(TWO_PEOPLE)
    for part, person_id in (("reader", reader_id), ("deputy", deputy_id)):
        db.session.merge(TextReader(part=part, person_id=person_id))
    db.session.merge(ReadingHours(id=1, words=words, pass_after=pass_after))
    history.record("reading.named", "college", None, actor_id=by_id)


def end_reading(by_id: int) -> None:
    """Nobody reads soon any more: the forms stop saying so at once. Not while something is
    flagged: nobody could read it any more. Raises `Refused`."""
    if flagged():
        raise Refused(STILL_WAITS)
    db.session.execute(delete(TextReader))
    db.session.execute(delete(ReadingHours))
    history.record("reading.ended", "college", None, actor_id=by_id)


def note_read(text_id: str) -> None:
    db.session.merge(TextRead(text_id=text_id))


def raise_flag(text_id: str, now: datetime, *, wished: bool, by_id: int | None = None) -> None:
    """Someone may be in distress: a task for the reader, and a letter that says that it waits.
    Without a reader, a deputy and their hours there is no flag."""
    who = reading()
    if who is None:
        return
    flag = db.session.scalar(select(TextFlag).where(TextFlag.text_id == text_id))
    if flag is not None:
        flag.wished = flag.wished or wished
        return
    flag = TextFlag(text_id=text_id, wished=wished)
    db.session.add(flag)
    db.session.flush()
    add_task(KIND, now=now, due_at=now + timedelta(hours=who.pass_after), about_id=flag.id)
    letters.post(LETTER, who.reader_id, flag_id=flag.id)
    if by_id is not None:
        history.record("text.flagged", "flag", flag.id, actor_id=by_id)


def unwish(text_ids: Collection[str]) -> None:
    """The writer would not like anybody to get in touch any more; whoever read it still knows."""
    quiet = update(TextFlag).where(TextFlag.text_id.in_(text_ids)).values(wished=False)
    db.session.execute(quiet)


def pass_on(now: datetime) -> int:
    """What nobody has taken in time passes to the deputy. Returns how many."""
    who = reading()
    if who is None:
        return 0
    late = db.session.execute(
        select(TextFlag, Task)
        .join(Task, (Task.kind == KIND) & (Task.about_id == TextFlag.id))
        .where(TextFlag.passed.is_(False), Task.done_at.is_(None), Task.owner_id.is_(None))
        .where(Task.due_at <= now)
        .order_by(TextFlag.id)
        .with_for_update(skip_locked=True)
    ).all()
    for flag, _task in late:
        flag.passed = True
        letters.post(LETTER, who.deputy_id, flag_id=flag.id)
        history.record("text.passed_on", "flag", flag.id)
    return len(late)


def ask_who(found: Flagged, why: str, by_id: int, now: datetime) -> Identifying:
    """One of two asks who wrote it, for someone's safety. Raises `Refused`."""
    if found.asked is not None:
        raise Refused(ASKED)
    row = Identifying(flag_id=found.flag.id, asked_by_id=by_id, why=why, asked_at=now)
    db.session.add(row)
    history.record("text.who_asked", "flag", found.flag.id, actor_id=by_id)
    return row


def agree_who(found: Flagged, author_id: int | None, by_id: int) -> None:
    """The other of two agrees. The person finds it under what was done about them; nothing there
    says which text. Raises `Refused`."""
    asked = found.asked
    if asked is None or asked.agreed_by_id is not None:
        raise Refused(ASKED)
    if asked.asked_by_id == by_id:
        raise Refused(NOT_YOU)
    asked.agreed_by_id = by_id
    history.record("text.who_agreed", "flag", found.flag.id, actor_id=by_id)
    if author_id is not None:
        about = {"actor_id": by_id, "person_id": author_id}
        history.record("text.identified", "person", author_id, **about)


def forget_reading(text_ids: Collection[str], now: datetime) -> None:
    """Texts are gone: so is what was noted beside them, and nobody has to do anything about it."""
    db.session.execute(delete(TextRead).where(TextRead.text_id.in_(text_ids)))
    ids = list(db.session.scalars(select(TextFlag.id).where(TextFlag.text_id.in_(text_ids))))
    if not ids:
        return
    about = (Task.kind == KIND, Task.about_id.in_(ids))
    finish_tasks_where(*about, by_id=None, outcome="text_gone", now=now)
    db.session.execute(delete(Identifying).where(Identifying.flag_id.in_(ids)))
    db.session.execute(delete(TextFlag).where(TextFlag.id.in_(ids)))


def read_again(text_id: str) -> None:
    """A text says something else now."""
    db.session.execute(delete(TextRead).where(TextRead.text_id == text_id))


def move_reading(old: str, new: str) -> None:
    """A text lies under an id that nothing leads to: nobody can get in touch about it any more."""
    for table in (TextRead, TextFlag):
        db.session.execute(update(table).where(table.text_id == old).values(text_id=new))
    unwish([new])
