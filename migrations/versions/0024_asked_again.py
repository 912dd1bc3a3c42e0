"""Whoever steps in for a session that was moved is asked again; a round of writing a course can be
led by someone else, who says yes to it; and a signature that was taken back is said on its page."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

BEFORE = "kind IN ('comment', 'question', 'disagreement', 'time')"
NOW = "kind IN ('comment', 'question', 'disagreement', 'time', 'unsigned')"


def upgrade() -> None:
    with op.batch_alter_table("substitute") as table:
        table.add_column(sa.Column("asked_again_at", sa.DateTime(timezone=True)))
    with op.batch_alter_table("designer") as table:
        table.add_column(sa.Column("lead_asked_at", sa.DateTime(timezone=True)))
    _kinds_of_notes(NOW)


def downgrade() -> None:
    op.execute("DELETE FROM design_note WHERE kind = 'unsigned'")
    _kinds_of_notes(BEFORE)
    with op.batch_alter_table("designer") as table:
        table.drop_column("lead_asked_at")
    with op.batch_alter_table("substitute") as table:
        table.drop_column("asked_again_at")


def _kinds_of_notes(rule: str) -> None:
    with op.batch_alter_table("design_note") as table:
        table.drop_constraint(op.f("ck_design_note_kind"), type_="check")
        table.create_check_constraint(op.f("ck_design_note_kind"), rule)
