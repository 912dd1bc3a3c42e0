"""Feedback: which classes the pooled figures count."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "counted",
        sa.Column("scope", sa.String(length=8), nullable=False),
        sa.Column("scope_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item", sa.String(length=60), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "scope IN ('course', 'strand', 'term', 'college')", name=op.f("ck_counted_scope")
        ),
        sa.ForeignKeyConstraint(
            ["class_id"], ["scheduled_class.id"], name=op.f("fk_counted_class_id_scheduled_class")
        ),
        sa.PrimaryKeyConstraint("scope", "scope_id", "item", "class_id", name=op.f("pk_counted")),
    )


def downgrade() -> None:
    op.drop_table("counted")
