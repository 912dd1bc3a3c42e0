"""Feedback: a college's own texts of instruments it may use; how many scores moved by a published
step."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

STATES = "('draft', 'active', 'out')"
LICENCES = "('', 'free', 'leave', 'bought', 'other')"
DRAFT = sa.text("state = 'draft'")


def upgrade() -> None:
    op.create_table(
        "instrument_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("instrument", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("local", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("holder", sa.String(length=200), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("licence", sa.String(length=8), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("attested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attested_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(f"state IN {STATES}", name=op.f("ck_instrument_text_state")),
        sa.CheckConstraint(f"licence IN {LICENCES}", name=op.f("ck_instrument_text_licence")),
        sa.CheckConstraint(
            "state = 'draft' OR attested_at IS NOT NULL", name=op.f("ck_instrument_text_attested")
        ),
        sa.ForeignKeyConstraint(
            ["attested_by_id"],
            ["person.id"],
            name=op.f("fk_instrument_text_attested_by_id_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instrument_text")),
        sa.UniqueConstraint(
            "instrument",
            "version",
            "local",
            name=op.f("uq_instrument_text_instrument_version_local"),
        ),
    )
    op.create_index(
        "uq_instrument_text_draft",
        "instrument_text",
        ["instrument", "version"],
        unique=True,
        sqlite_where=DRAFT,
        postgresql_where=DRAFT,
    )
    op.create_table(
        "instrument_words",
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["text_id"],
            ["instrument_text.id"],
            name=op.f("fk_instrument_words_text_id_instrument_text"),
        ),
        sa.PrimaryKeyConstraint("text_id", "part", "language", name=op.f("pk_instrument_words")),
    )
    with op.batch_alter_table("change") as table:
        table.add_column(sa.Column("better", sa.Integer(), nullable=True))
        table.add_column(sa.Column("worse", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("change") as table:
        table.drop_column("worse")
        table.drop_column("better")
    op.drop_table("instrument_words")
    op.drop_table("instrument_text")
