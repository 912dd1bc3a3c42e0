"""Released reports, frozen as they were printed, with the population of each; how those began who
answered only before, and how many gave each answer."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0026"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
TABLES = ("release_pdf", "release_link", "release_count", "release_row", "release", "baseline")


def upgrade() -> None:
    _figures()
    op.create_table(
        "release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(8), nullable=False),
        sa.Column("scope_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(4), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("period_name", sa.String(100), nullable=False),
        sa.Column("classes", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("beside", sa.String(60), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("released_at", INSTANT, nullable=True),
        sa.CheckConstraint(
            "scope IN ('course', 'strand', 'college')", name=op.f("ck_release_scope")
        ),
        sa.CheckConstraint("period IN ('term', 'year')", name=op.f("ck_release_period")),
        sa.CheckConstraint(
            "state IN ('asked', 'ready', 'refused', 'released', 'withdrawn')",
            name=op.f("ck_release_state"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
    )
    op.create_table(
        "release_row",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(6), nullable=False),
        sa.Column("item", sa.String(60), nullable=False),
        sa.Column("words", sa.String(300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('who', 'change', 'first', 'after')", name=op.f("ck_release_row_kind")
        ),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_release_row_release_id_release")
        ),
        sa.PrimaryKeyConstraint("release_id", "position", name=op.f("pk_release_row")),
    )
    _populations()
    _links()


def _populations() -> None:
    op.create_table(
        "release_count",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(60), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.CheckConstraint("people >= 1", name=op.f("ck_release_count_people")),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_release_count_release_id_release")
        ),
        sa.ForeignKeyConstraint(
            ["class_id"],
            ["scheduled_class.id"],
            name=op.f("fk_release_count_class_id_scheduled_class"),
        ),
        sa.PrimaryKeyConstraint("release_id", "item", "class_id", name=op.f("pk_release_count")),
    )


def _links() -> None:
    op.create_table(
        "release_pdf",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_release_pdf_release_id_release")
        ),
        sa.PrimaryKeyConstraint("release_id", name=op.f("pk_release_pdf")),
    )
    op.create_table(
        "release_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("key_hash", sa.String(64), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("until", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_release_link_release_id_release")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release_link")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_release_link_key_hash")),
    )
    with op.batch_alter_table("release_link") as table:
        table.create_index(op.f("ix_release_link_release_id"), ["release_id"])


def _figures() -> None:
    with op.batch_alter_table("change") as table:
        table.add_column(sa.Column("spread", sa.JSON(), nullable=True))
    op.create_table(
        "baseline",
        sa.Column("scope", sa.String(8), nullable=False),
        sa.Column("scope_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item", sa.String(60), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("mean", sa.Double(), nullable=False),
        sa.Column("pairs", sa.Integer(), nullable=False),
        sa.Column("pairs_mean", sa.Double(), nullable=False),
        sa.Column("difference", sa.Double(), nullable=False),
        sa.Column("low", sa.Double(), nullable=False),
        sa.Column("high", sa.Double(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "scope IN ('class', 'course', 'strand', 'term', 'college')",
            name=op.f("ck_baseline_scope"),
        ),
        sa.CheckConstraint("n >= 8 AND pairs >= 8", name=op.f("ck_baseline_n")),
        sa.PrimaryKeyConstraint("scope", "scope_id", "item", name=op.f("pk_baseline")),
    )


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    with op.batch_alter_table("change") as table:
        table.drop_column("spread")
