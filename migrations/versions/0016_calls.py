"""The office: calls half done, friendly calls and what came of them."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

KINDS = "'confirm', 'get_back', 'problem', 'offer', 'tell', 'access'"
RESULTS = "'reached', 'no_answer', 'left_message', 'comes_back', 'would_leave'"


def upgrade() -> None:
    with op.batch_alter_table("task") as table:
        table.add_column(sa.Column("result", sa.String(length=12), nullable=True))
        table.drop_constraint(op.f("ck_task_kind"), type_="check")
        table.drop_constraint(op.f("ck_task_for_role"), type_="check")
        table.create_check_constraint(op.f("ck_task_kind"), f"kind IN ({KINDS}, 'call')")
        table.create_check_constraint(
            op.f("ck_task_for_role"), "for_role IN ('office', 'manager', 'team')"
        )
        table.create_check_constraint(op.f("ck_task_result"), f"result IN ({RESULTS})")
    op.create_table(
        "call_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_call_draft_by_id_person")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_call_draft_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_draft")),
    )
    op.create_index(op.f("ix_call_draft_person_id"), "call_draft", ["person_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_call_draft_person_id"), table_name="call_draft")
    op.drop_table("call_draft")
    op.execute("UPDATE task SET kind = 'get_back' WHERE kind = 'call'")
    op.execute("UPDATE task SET for_role = 'office' WHERE for_role = 'team'")
    with op.batch_alter_table("task") as table:
        table.drop_constraint(op.f("ck_task_kind"), type_="check")
        table.drop_constraint(op.f("ck_task_for_role"), type_="check")
        table.drop_constraint(op.f("ck_task_result"), type_="check")
        table.create_check_constraint(op.f("ck_task_kind"), f"kind IN ({KINDS})")
        table.create_check_constraint(op.f("ck_task_for_role"), "for_role IN ('office', 'manager')")
        table.drop_column("result")
