"""Feedback: of each cell, who is counted for the first time in a course, strand, term, college.

Nobody needs a mark beside an answer for it any more: it is counted as a class is closed. What was
laid down before knew the term only; elsewhere these people count as nobody new."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

APART = {"sqlite_with_rowid": False}
NEW = ("in_course", "in_strand", "in_term", "in_college", "again_in_term", "again_in_college")
WITHIN = " AND ".join(f"{name} BETWEEN 0 AND people" for name in NEW)


def upgrade() -> None:
    with op.batch_alter_table("pair_count") as table:
        for name in NEW:
            table.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE pair_count SET in_term = in_total")
    with op.batch_alter_table("pair_count") as table:
        table.drop_constraint(op.f("ck_pair_count_people"), type_="check")
        table.drop_column("in_total")
        for name in NEW:
            table.alter_column(name, server_default=None)
        table.create_check_constraint(op.f("ck_pair_count_people"), f"people >= 1 AND {WITHIN}")
    with op.batch_alter_table("answer", table_kwargs=APART) as table:
        table.drop_column("in_college_total")


def downgrade() -> None:
    with op.batch_alter_table("answer", table_kwargs=APART) as table:
        table.add_column(
            sa.Column("in_college_total", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("pair_count") as table:
        table.add_column(sa.Column("in_total", sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE pair_count SET in_total = in_term")
    with op.batch_alter_table("pair_count") as table:
        table.drop_constraint(op.f("ck_pair_count_people"), type_="check")
        for name in NEW:
            table.drop_column(name)
        table.create_check_constraint(
            op.f("ck_pair_count_people"), "people >= 1 AND in_total BETWEEN 0 AND people"
        )
