"""Themes of free texts, made and set by hand in the office."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, func, select, update

from recoverycollege import history
from recoverycollege.database import db
from recoverycollege.feedback.models import TextTheme, Theme
from recoverycollege.refusals import N_, Refused

MOST_THEMES = 30
ENOUGH = N_("There are %(most)s themes already. Take one away first: a short list helps.")
THERE = N_("This theme is on the list already.")


def add_theme(name: str, by_id: int) -> Theme:
    """A new theme. Raises `Refused` when it is there already, or the list is long enough."""
    if db.session.scalar(select(Theme.id).where(func.lower(Theme.name) == name.lower())):
        raise Refused(THERE)
    if (db.session.scalar(select(func.count()).select_from(Theme)) or 0) >= MOST_THEMES:
        raise Refused(ENOUGH, most=MOST_THEMES)
    theme = Theme(name=name)
    db.session.add(theme)
    db.session.flush()
    history.record("theme.added", "theme", theme.id, actor_id=by_id)
    return theme


def remove_theme(theme_id: int, by_id: int) -> None:
    """The theme is gone, and no text is about it any more."""
    db.session.execute(delete(TextTheme).where(TextTheme.theme_id == theme_id))
    db.session.execute(delete(Theme).where(Theme.id == theme_id))
    history.record("theme.removed", "theme", theme_id, actor_id=by_id)


def set_themes(text_id: str, theme_ids: Collection[int]) -> None:
    """What a text is about. Themes that are not there (any more) are left out. No history: it
    would only tell which text is which."""
    there = set(db.session.scalars(select(Theme.id).where(Theme.id.in_(theme_ids))))
    forget_themes([text_id])
    db.session.add_all([TextTheme(text_id=text_id, theme_id=one) for one in sorted(there)])
    db.session.flush()


def forget_themes(text_ids: Collection[str]) -> None:
    """Texts are gone, or say something else now."""
    db.session.execute(delete(TextTheme).where(TextTheme.text_id.in_(text_ids)))


def move_themes(old: str, new: str) -> None:
    """A text lies under another id."""
    moved = update(TextTheme).where(TextTheme.text_id == old).values(text_id=new)
    db.session.execute(moved)
