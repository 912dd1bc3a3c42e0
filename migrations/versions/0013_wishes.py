"""Places: what a wish asks for. A companion has a row of their own; a wish rests while another date
of the course is theirs; an offer is remembered halfway; an opening period may end in a lot."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

LIVE = sa.text("state IN ('waiting', 'offered', 'enrolled')")
WHOM = "with_whom IN ('', 'supporter', 'friend')"


def upgrade() -> None:
    with op.batch_alter_table("enrolment") as table:
        table.add_column(sa.Column("with_whom", sa.String(10), nullable=False, server_default=""))
        table.add_column(
            sa.Column("companion", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        table.add_column(sa.Column("rests_for_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_enrolment_rests_for_id_enrolment"), "enrolment", ["rests_for_id"], ["id"]
        )
        table.create_index(op.f("ix_enrolment_rests_for_id"), ["rests_for_id"])
        table.create_check_constraint(op.f("ck_enrolment_with_whom"), WHOM)
        table.drop_index("uq_enrolment_live")
    with op.batch_alter_table("enrolment") as table:
        table.alter_column("with_whom", server_default=None)
        table.alter_column("companion", server_default=None)
        table.create_index(
            "uq_enrolment_live",
            ["class_id", "person_id", "companion"],
            unique=True,
            sqlite_where=LIVE,
            postgresql_where=LIVE,
        )
    with op.batch_alter_table("offer") as table:
        table.add_column(sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("scheduled_class") as table:
        table.add_column(sa.Column("lot_until", sa.Date(), nullable=True))
        table.add_column(sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("scheduled_class") as table:
        table.drop_column("drawn_at")
        table.drop_column("lot_until")
    with op.batch_alter_table("offer") as table:
        table.drop_column("reminded_at")
    with op.batch_alter_table("enrolment") as table:
        table.drop_index("uq_enrolment_live")
        table.drop_constraint(op.f("ck_enrolment_with_whom"), type_="check")
        table.drop_index(op.f("ix_enrolment_rests_for_id"))
        table.drop_constraint(op.f("fk_enrolment_rests_for_id_enrolment"), type_="foreignkey")
        table.drop_column("rests_for_id")
        table.drop_column("companion")
        table.drop_column("with_whom")
        table.create_index(
            "uq_enrolment_live",
            ["class_id", "person_id"],
            unique=True,
            sqlite_where=LIVE,
            postgresql_where=LIVE,
        )
