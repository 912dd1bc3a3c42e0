"""answers"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "answer",
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("item", sa.String(length=60), nullable=False),
        sa.Column("wave", sa.String(length=12), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("form_version", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("in_college_total", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "wave IN ('before', 'mid', 'after', 'later', 'check_in')", name=op.f("ck_answer_wave")
        ),
        sa.ForeignKeyConstraint(
            ["class_id"], ["scheduled_class.id"], name=op.f("fk_answer_class_id_scheduled_class")
        ),
        sa.PrimaryKeyConstraint("code", "item", "wave", name=op.f("pk_answer")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_class_id"), ["class_id"], unique=False)

    op.create_table(
        "free_text",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=60), nullable=False),
        sa.Column("words", sa.String(length=4000), nullable=False),
        sa.ForeignKeyConstraint(
            ["class_id"], ["scheduled_class.id"], name=op.f("fk_free_text_class_id_scheduled_class")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_free_text")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("free_text", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_free_text_class_id"), ["class_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("free_text", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_free_text_class_id"))

    op.drop_table("free_text")
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answer_class_id"))

    op.drop_table("answer")
