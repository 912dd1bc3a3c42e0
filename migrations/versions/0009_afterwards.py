"""Feedback: figures of what is asked only after a class."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

SCOPES = "scope IN ('class', 'course', 'strand', 'term', 'college')"


def upgrade() -> None:
    op.create_table(
        "afterwards",
        sa.Column("scope", sa.String(length=8), nullable=False),
        sa.Column("scope_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item", sa.String(length=60), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("mean", sa.Double(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.CheckConstraint(SCOPES, name=op.f("ck_afterwards_scope")),
        sa.CheckConstraint("n >= 8", name=op.f("ck_afterwards_n")),
        sa.PrimaryKeyConstraint("scope", "scope_id", "item", name=op.f("pk_afterwards")),
    )


def downgrade() -> None:
    op.drop_table("afterwards")
