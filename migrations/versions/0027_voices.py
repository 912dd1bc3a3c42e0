"""What students let the college show of their words."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

KINDS = (
    "'confirm', 'get_back', 'problem', 'offer', 'tell', 'access', 'call',"
    " 'idea', 'codesign', 'review'"
)


def upgrade() -> None:
    _quotes()
    _moderators()
    _themes()
    _reading()
    _flags()
    _task_kinds(f"{KINDS}, 'distress'")
    _own()
    _said()


def _quotes() -> None:
    op.create_table(
        "quote",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=4000), nullable=False),
        sa.Column("final", sa.String(length=600), nullable=False),
        sa.Column("with_name", sa.Boolean(), nullable=False),
        sa.Column("with_place", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "state IN ('offered', 'asked', 'published')", name=op.f("ck_quote_state")
        ),
        sa.CheckConstraint(
            "(state = 'published') = (until IS NOT NULL)", name=op.f("ck_quote_until")
        ),
        _points("quote", "class_id", "scheduled_class"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_quote_class_id"), "quote", ["class_id"])


def _moderators() -> None:
    op.create_table(
        "moderator",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("lived_experience", sa.Boolean(), nullable=False),
        _points("moderator", "person_id", "person"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_moderator")),
    )
    op.create_table(
        "quote_yes",
        sa.Column("quote_id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("lived_experience", sa.Boolean(), nullable=False),
        _points("quote_yes", "person_id", "person"),
        sa.PrimaryKeyConstraint("quote_id", "person_id", name=op.f("pk_quote_yes")),
    )


def _themes() -> None:
    op.create_table(
        "theme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme")),
        sa.UniqueConstraint("name", name=op.f("uq_theme_name")),
    )
    op.create_table(
        "text_theme",
        sa.Column("text_id", sa.String(length=64), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        _points("text_theme", "theme_id", "theme"),
        sa.PrimaryKeyConstraint("text_id", "theme_id", name=op.f("pk_text_theme")),
        sqlite_with_rowid=False,
    )


def _reading() -> None:
    op.create_table(
        "text_reader",
        sa.Column("part", sa.String(length=8), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("part IN ('reader', 'deputy')", name=op.f("ck_text_reader_part")),
        _points("text_reader", "person_id", "person"),
        sa.PrimaryKeyConstraint("part", name=op.f("pk_text_reader")),
    )
    op.create_table(
        "reading_hours",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("pass_after", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_hours")),
    )
    op.create_table(
        "text_read",
        sa.Column("text_id", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("text_id", name=op.f("pk_text_read")),
        sqlite_with_rowid=False,
    )


def _flags() -> None:
    op.create_table(
        "text_flag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.String(length=64), nullable=False),
        sa.Column("wished", sa.Boolean(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_flag")),
        sa.UniqueConstraint("text_id", name=op.f("uq_text_flag_text_id")),
    )
    op.create_table(
        "identifying",
        sa.Column("flag_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_by_id", sa.Integer(), nullable=True),
        _points("identifying", "flag_id", "text_flag"),
        _points("identifying", "asked_by_id", "person"),
        _points("identifying", "agreed_by_id", "person"),
        sa.PrimaryKeyConstraint("flag_id", name=op.f("pk_identifying")),
    )
    op.create_index(op.f("ix_identifying_asked_by_id"), "identifying", ["asked_by_id"])


def _own() -> None:
    op.create_table(
        "own_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("reached_on", sa.Date(), nullable=True),
        sa.CheckConstraint("kind IN ('goals', 'helped')", name=op.f("ck_own_note_kind")),
        _points("own_note", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_note")),
    )
    op.create_index(op.f("ix_own_note_person_id"), "own_note", ["person_id"])
    op.create_table(
        "future_letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=True),
        _points("future_letter", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_future_letter")),
    )
    op.create_index(op.f("ix_future_letter_person_id"), "future_letter", ["person_id"])
    op.create_index(op.f("ix_future_letter_opens_on"), "future_letter", ["opens_on"])


def _said() -> None:
    op.create_table(
        "you_said",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("said", sa.String(length=300), nullable=False),
        sa.Column("did", sa.String(length=300), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        _points("you_said", "course_id", "course"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_you_said")),
    )
    op.create_index(op.f("ix_you_said_course_id"), "you_said", ["course_id"])


def _task_kinds(kinds: str) -> None:
    with op.batch_alter_table("task") as table:
        table.drop_constraint(op.f("ck_task_kind"), type_="check")
        table.create_check_constraint(op.f("ck_task_kind"), f"kind IN ({kinds})")


def _points(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def downgrade() -> None:
    op.execute("DELETE FROM task WHERE kind = 'distress'")
    _task_kinds(KINDS)
    for table in ("you_said", "future_letter", "own_note"):
        op.drop_table(table)
    for table in ("identifying", "text_flag", "text_read", "reading_hours", "text_reader"):
        op.drop_table(table)
    for table in ("text_theme", "theme", "quote_yes", "moderator", "quote"):
        op.drop_table(table)
