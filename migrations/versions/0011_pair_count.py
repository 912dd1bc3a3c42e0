"""Feedback: what closed classes count towards pooled figures, without codes."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pair_count",
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=60), nullable=False),
        sa.Column("value_before", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value_after", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("in_total", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "people >= 1 AND in_total BETWEEN 0 AND people", name=op.f("ck_pair_count_people")
        ),
        sa.ForeignKeyConstraint(
            ["class_id"],
            ["scheduled_class.id"],
            name=op.f("fk_pair_count_class_id_scheduled_class"),
        ),
        sa.PrimaryKeyConstraint(
            "class_id", "item", "value_before", "value_after", name=op.f("pk_pair_count")
        ),
    )


def downgrade() -> None:
    op.drop_table("pair_count")
