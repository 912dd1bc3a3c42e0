"""Courses are proposed, written together, and kept in versions; a class knows its version."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

KINDS = "'confirm', 'get_back', 'problem', 'offer', 'tell', 'access', 'call'"
RUNNING = sa.text("state IN ('open', 'agreed')")
TEXTS = ("title", "summary", "description", "expect", "who_for", "content_note")

VERSION = sa.table(
    "course_version",
    sa.column("course_id"),
    sa.column("number"),
    sa.column("texts", sa.JSON()),
    sa.column("why"),
    sa.column("made_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    with op.batch_alter_table("task") as table:
        table.drop_constraint(op.f("ck_task_kind"), type_="check")
        table.create_check_constraint(
            op.f("ck_task_kind"), f"kind IN ({KINDS}, 'idea', 'codesign', 'review')"
        )
    _ideas()
    _designs()
    _designers()
    _notes()
    _versions()
    with op.batch_alter_table("scheduled_class") as table:
        table.add_column(sa.Column("course_version_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_scheduled_class_course_version_id_course_version"),
            "course_version",
            ["course_version_id"],
            ["id"],
        )
        table.create_index(op.f("ix_scheduled_class_course_version_id"), ["course_version_id"])
    _first_versions(op.get_bind())


def _ideas() -> None:
    op.create_table(
        "course_idea",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("gives", sa.Text(), nullable=False),
        sa.Column("for_whom", sa.String(length=300), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state IN ('new', 'taken_up', 'not_now')", name=op.f("ck_course_idea_state")
        ),
        _points("course_idea", "person_id", "person"),
        _points("course_idea", "course_id", "course"),
        _points("course_idea", "answered_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_idea")),
    )
    for column in ("person_id", "state", "course_id"):
        op.create_index(op.f(f"ix_course_idea_{column}"), "course_idea", [column])


def _designs() -> None:
    op.create_table(
        "course_design",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("text_version", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('open', 'agreed', 'published', 'set_aside')",
            name=op.f("ck_course_design_state"),
        ),
        _points("course_design", "course_id", "course"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_design")),
    )
    op.create_index(op.f("ix_course_design_course_id"), "course_design", ["course_id"])
    op.create_index(
        "uq_course_design_running",
        "course_design",
        ["course_id"],
        unique=True,
        sqlite_where=RUNNING,
        postgresql_where=RUNNING,
    )


def _designers() -> None:
    op.create_table(
        "designer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("design_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("perspective", sa.String(length=12), nullable=False),
        sa.Column("lead", sa.Boolean(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_version", sa.Integer(), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_version", sa.Integer(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "perspective IN ('', 'peer', 'practitioner', 'relative', 'student')",
            name=op.f("ck_designer_perspective"),
        ),
        _points("designer", "design_id", "course_design"),
        _points("designer", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_designer")),
        sa.UniqueConstraint("design_id", "person_id", name=op.f("uq_designer_design_id_person_id")),
    )
    op.create_index(op.f("ix_designer_person_id"), "designer", ["person_id"])


def _notes() -> None:
    op.create_table(
        "design_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("design_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text_version", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('comment', 'question', 'disagreement', 'time')",
            name=op.f("ck_design_note_kind"),
        ),
        _points("design_note", "design_id", "course_design"),
        _points("design_note", "by_id", "person"),
        _points("design_note", "closed_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_design_note")),
    )
    for column in ("design_id", "by_id"):
        op.create_index(op.f(f"ix_design_note_{column}"), "design_note", [column])


def _versions() -> None:
    op.create_table(
        "course_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("why", sa.String(length=10), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("design_id", sa.Integer(), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "why IN ('before', 'published', 'changed')", name=op.f("ck_course_version_why")
        ),
        _points("course_version", "course_id", "course"),
        _points("course_version", "design_id", "course_design"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_version")),
        sa.UniqueConstraint("course_id", "number", name=op.f("uq_course_version_course_id_number")),
    )


def _points(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def _first_versions(connection: sa.Connection) -> None:
    """The words in the catalogue today become version 1; what has begun was taught from it."""
    outcomes: dict[int, list[str]] = {}
    rows = "SELECT course_id, words FROM learning_outcome ORDER BY course_id, position, id"
    for course_id, words in connection.execute(sa.text(rows)):
        outcomes.setdefault(course_id, []).append(words)
    now = datetime.now(UTC)
    stamp = now.replace(tzinfo=None) if connection.dialect.name == "sqlite" else now
    listed = ", ".join(("id", *TEXTS))
    courses = f"SELECT {listed} FROM course WHERE in_catalogue ORDER BY id"  # noqa: S608
    made = []
    for course_id, *texts in connection.execute(sa.text(courses)):
        words = dict(zip(TEXTS, texts, strict=True)) | {"outcomes": outcomes.get(course_id, [])}
        row = {"course_id": course_id, "number": 1, "texts": words, "why": "before"}
        made.append(row | {"made_at": stamp})
    if made:
        connection.execute(sa.insert(VERSION), made)
    connection.execute(
        sa.text(
            "UPDATE scheduled_class SET course_version_id = (SELECT v.id FROM course_version v "
            "WHERE v.course_id = scheduled_class.course_id) WHERE state <> 'draft' AND EXISTS "
            "(SELECT 1 FROM class_session s WHERE s.class_id = scheduled_class.id "
            "AND NOT s.called_off AND s.starts_at <= :now)"
        ).bindparams(sa.bindparam("now", stamp, sa.DateTime(timezone=True)))
    )


def downgrade() -> None:
    with op.batch_alter_table("scheduled_class") as table:
        table.drop_index(op.f("ix_scheduled_class_course_version_id"))
        table.drop_constraint(
            op.f("fk_scheduled_class_course_version_id_course_version"), type_="foreignkey"
        )
        table.drop_column("course_version_id")
    for name in ("course_version", "design_note", "designer", "course_design", "course_idea"):
        op.drop_table(name)
    op.execute("UPDATE task SET kind = 'get_back' WHERE kind IN ('idea', 'codesign', 'review')")
    with op.batch_alter_table("task") as table:
        table.drop_constraint(op.f("ck_task_kind"), type_="check")
        table.create_check_constraint(op.f("ck_task_kind"), f"kind IN ({KINDS})")
