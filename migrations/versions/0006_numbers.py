"""The joining number is counted from the places of a class; the class keeps no copy of it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# Not in batch mode: that would make the table anew, and SQLite minds that places point at it.


def upgrade() -> None:
    op.drop_column("scheduled_class", "last_number")


def downgrade() -> None:
    op.add_column(
        "scheduled_class",
        sa.Column("last_number", sa.Integer(), nullable=False, server_default="0"),
    )
    op.execute(
        "UPDATE scheduled_class SET last_number = (SELECT coalesce(max(enrolment.number), 0) "
        "FROM enrolment WHERE enrolment.class_id = scheduled_class.id)"
    )
