"""Letters: the office's own wording, and letters on paper."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

STATE = "ck_letter_state"


def upgrade() -> None:
    with op.batch_alter_table("letter") as table:
        table.drop_constraint(op.f(STATE), type_="check")
        table.create_check_constraint(
            op.f(STATE), "state IN ('waiting', 'to_print', 'sent', 'dropped', 'parked')"
        )
    op.create_table(
        "letter_wording",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "channel IN ('email', 'text', 'paper')", name=op.f("ck_letter_wording_channel")
        ),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["person.id"], name=op.f("fk_letter_wording_changed_by_id_person")
        ),
        sa.PrimaryKeyConstraint("kind", "channel", "language", name=op.f("pk_letter_wording")),
    )


def downgrade() -> None:
    op.drop_table("letter_wording")
    op.execute("UPDATE letter SET state = 'waiting', claimed_until = NULL WHERE state = 'to_print'")
    with op.batch_alter_table("letter") as table:
        table.drop_constraint(op.f(STATE), type_="check")
        table.create_check_constraint(
            op.f(STATE), "state IN ('waiting', 'sent', 'dropped', 'parked')"
        )
