"""How many courses one person may have in a term is said of the term."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("term") as table:
        table.add_column(
            sa.Column("most_courses", sa.Integer(), nullable=False, server_default="0")
        )
        table.create_check_constraint(op.f("ck_term_most_courses"), "most_courses >= 0")
    with op.batch_alter_table("term") as table:
        table.alter_column("most_courses", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("term") as table:
        table.drop_constraint(op.f("ck_term_most_courses"), type_="check")
        table.drop_column("most_courses")
