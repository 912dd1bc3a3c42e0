"""`db …`: bringing the schema up to date. Only commands load Alembic; web processes stay small."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_migrate import Migrate

from recoverycollege.database import Instant, db


def init_app(app: Flask) -> None:
    Migrate(
        app,
        db,
        directory=app.config["MIGRATIONS"],
        render_as_batch=True,
        compare_type=True,
        include_object=_ours,
        render_item=_plain_types,
    )


def _ours(obj: Any, name: str, kind: str, reflected: bool, compare_to: Any) -> bool:
    """Search has tables and an index that no model tells of; autogenerate would drop them."""
    own = {"table": "course_search", "index": "ix_course_words"}
    return kind not in own or not (name or "").startswith(own[kind])


def _plain_types(kind: str, obj: Any, context: Any) -> str | bool:
    """Migrations stand alone: they name the database's type, not ours."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(obj, Instant) else False
