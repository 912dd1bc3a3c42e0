"""What a teaching team wrote to everyone with a place on its class."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "class_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("once", sa.String(32), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["class_id"],
            ["scheduled_class.id"],
            name=op.f("fk_class_message_class_id_scheduled_class"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_class_message_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_message")),
        sa.UniqueConstraint("class_id", "once", name=op.f("uq_class_message_class_id_once")),
    )
    with op.batch_alter_table("class_message") as table:
        table.create_index(op.f("ix_class_message_person_id"), ["person_id"])
        table.create_index(op.f("ix_class_message_sent_at"), ["sent_at"])


def downgrade() -> None:
    op.drop_table("class_message")
