"""What the office finds in free texts: themes, set by hand. They lie beside the id of the text,
which is a keyed pseudonym; nothing here names a person."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from recoverycollege.database import Base
from recoverycollege.feedback.models.answers import APART


class Theme(Base):
    """Something that several people write about, in the office's words."""

    __tablename__ = "theme"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)


class TextTheme(Base):
    """That a text is about a theme. No key ties it to the text: the worker lays texts anew."""

    __tablename__ = "text_theme"

    text_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), primary_key=True)

    __table_args__ = (APART,)
