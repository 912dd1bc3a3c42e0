"""Reading released reports: what there is to choose from, all of them, and one. No answer and no
population is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, exists, func, select

from recoverycollege.accounts.models import Person
from recoverycollege.catalogue.models import Course, Strand, Term
from recoverycollege.classes.models import ClassSession, ScheduledClass
from recoverycollege.database import db
from recoverycollege.feedback.models import Release, ReleaseLink, ReleasePdf, ReleaseRow, Turnout
from recoverycollege.feedback.rules.releasing import over
from recoverycollege.history import Entry
from recoverycollege.keyed import secret_hash

Named = tuple[str, int, str]  # a scope or period, its id, its name


@dataclass(frozen=True)
class Given:
    """A release and its rows; who let it out, and the links that lead to it."""

    release: Release
    rows: Sequence[ReleaseRow]
    by: str
    links: Sequence[ReleaseLink]
    has_pdf: bool = False

    def of(self, kind: str) -> list[ReleaseRow]:
        return [row for row in self.rows if row.kind == kind]


def periods(today: date) -> list[Named]:
    """The terms and the years that are over, the newest first. A year has the terms that end in
    it."""
    terms = db.session.scalars(select(Term).order_by(Term.ends_on.desc(), Term.id.desc())).all()
    years = {term.ends_on.year for term in terms}
    ended = [year for year in sorted(years, reverse=True) if over(date(year, 12, 31), today)]
    return [("term", term.id, term.name) for term in terms if over(term.ends_on, today)] + [
        ("year", year, str(year)) for year in ended
    ]


def name_of(scope: str, scope_id: int) -> str:
    """The name of a course or a strand; the college has none here."""
    column = {"course": Course.title, "strand": Strand.name}.get(scope)
    if column is None:
        return ""
    return db.session.scalar(select(column).where(column.class_.id == scope_id)) or ""


def terms_of(period: str, period_id: int) -> dict[int, str]:
    """The terms of a period, by their id."""
    rows = db.session.execute(select(Term.id, Term.name, Term.ends_on)).all()
    return {
        row.id: row.name
        for row in rows
        if period_id == (row.id if period == "term" else row.ends_on.year)
    }


def still_open(scope: str, scope_id: int, period: str, period_id: int) -> bool:
    """Whether a class of this scope and period still has its forms open."""
    closed = exists().where(Turnout.scope == "class", Turnout.scope_id == ScheduledClass.id)
    held = exists().where(ClassSession.class_id == ScheduledClass.id, ~ClassSession.called_off)
    query = (
        select(func.count())
        .select_from(ScheduledClass)
        .join(Course, Course.id == ScheduledClass.course_id)
        .where(ScheduledClass.term_id.in_(terms_of(period, period_id)))
        .where(ScheduledClass.state == "open", held, ~closed, *_inside(scope, scope_id))
    )
    return bool(db.session.scalar(query))


def _inside(scope: str, scope_id: int) -> list[ColumnElement[bool]]:
    column = {"course": Course.id, "strand": Course.strand_id}.get(scope)
    return [] if column is None else [column == scope_id]


def releases() -> Sequence[Release]:
    """All of them, the newest first."""
    return db.session.scalars(select(Release).order_by(Release.id.desc())).all()


def given(release_id: int) -> Given | None:
    """One release, in five statements."""
    release = db.session.get(Release, release_id)
    if release is None:
        return None
    rows = select(ReleaseRow).filter_by(release_id=release_id).order_by(ReleaseRow.position)
    links = select(ReleaseLink).filter_by(release_id=release_id).order_by(ReleaseLink.id.desc())
    return Given(
        release,
        db.session.scalars(rows).all(),
        db.session.scalar(_released_by(release_id)) or "",
        db.session.scalars(links).all(),
        db.session.scalar(select(exists().where(ReleasePdf.release_id == release_id))) or False,
    )


def without_pdf() -> Sequence[int]:
    """Those that are out, and have no PDF yet."""
    has_one = exists().where(ReleasePdf.release_id == Release.id)
    query = select(Release.id).where(Release.state == "released", ~has_one)
    return db.session.scalars(query.order_by(Release.id)).all()


def pdf(release_id: int) -> bytes | None:
    """Its PDF, where there is one."""
    return db.session.scalar(select(ReleasePdf.content).filter_by(release_id=release_id))


def _released_by(release_id: int) -> Select[str]:
    return (
        select(Person.name)
        .join(Entry, Entry.actor_id == Person.id)
        .where(Entry.action == "release.released", Entry.about_kind == "release")
        .where(Entry.about_id == release_id)
        .limit(1)
    )


def link_hash(key: str) -> str:
    """What is kept of a link's key."""
    return secret_hash(f"release-key:{key}")


def opened(key: str, now: datetime) -> Given | None:
    """The release that a secret link leads to, as long as both are good."""
    release_id = db.session.scalar(
        select(ReleaseLink.release_id)
        .join(Release, Release.id == ReleaseLink.release_id)
        .where(ReleaseLink.key_hash == link_hash(key), Release.state == "released")
        .where(ReleaseLink.ended_at.is_(None), ReleaseLink.until > now)
    )
    return given(release_id) if release_id is not None else None
