"""Feedback: forms, invitations, and the figures the worker computes."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# Made anew, these tables must still lie in the order of their codes.
APART = {"sqlite_with_rowid": False}


def upgrade() -> None:
    op.create_table(
        "change",
        sa.Column("scope", sa.String(length=8), nullable=False),
        sa.Column("scope_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("mean_before", sa.Double(), nullable=False),
        sa.Column("mean_after", sa.Double(), nullable=False),
        sa.Column("difference", sa.Double(), nullable=False),
        sa.Column("low", sa.Double(), nullable=False),
        sa.Column("high", sa.Double(), nullable=False),
        sa.Column("up", sa.Integer(), nullable=False),
        sa.Column("same", sa.Integer(), nullable=False),
        sa.Column("down", sa.Integer(), nullable=False),
        sa.Column("effect", sa.Double(), nullable=True),
        sa.Column("d_z", sa.Double(), nullable=True),
        sa.Column("t_p", sa.Double(), nullable=True),
        sa.Column("signed_rank_p", sa.Double(), nullable=True),
        sa.Column("rank_biserial", sa.Double(), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "scope IN ('class', 'course', 'strand', 'term', 'college')",
            name=op.f("ck_change_scope"),
        ),
        sa.CheckConstraint("n >= 8", name=op.f("ck_change_n")),
        sa.PrimaryKeyConstraint("scope", "scope_id", "item", name=op.f("pk_change")),
    )
    op.create_table(
        "form_state",
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("wave", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.CheckConstraint(
            "state IN ('done', 'refused', 'untied')", name=op.f("ck_form_state_state")
        ),
        sa.CheckConstraint(
            "wave IN ('before', 'mid', 'after', 'later', 'check_in')",
            name=op.f("ck_form_state_wave"),
        ),
        sa.PrimaryKeyConstraint("code", "wave", name=op.f("pk_form_state")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "turnout",
        sa.Column("scope", sa.String(length=8), nullable=False),
        sa.Column("scope_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("both", sa.Integer(), nullable=False),
        sa.Column("before", sa.Integer(), nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column("neither", sa.Integer(), nullable=False),
        sa.Column("untied", sa.Integer(), nullable=False),
        sa.Column("classes", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "scope IN ('class', 'course', 'strand', 'term', 'college')",
            name=op.f("ck_turnout_scope"),
        ),
        sa.PrimaryKeyConstraint("scope", "scope_id", name=op.f("pk_turnout")),
    )
    op.create_table(
        "term_figures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("strand_id", sa.Integer(), nullable=True),
        sa.Column("classes", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("enrolments", sa.Integer(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("unfilled", sa.Integer(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("marks", sa.Integer(), nullable=False),
        sa.Column("came", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["strand_id"], ["strand.id"], name=op.f("fk_term_figures_strand_id_strand")
        ),
        sa.ForeignKeyConstraint(
            ["term_id"], ["term.id"], name=op.f("fk_term_figures_term_id_term")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_figures")),
    )
    with op.batch_alter_table("term_figures", schema=None) as batch_op:
        batch_op.create_index("ix_term_figures_term_id", ["term_id"], unique=False)

    op.create_table(
        "asked_outcome",
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item", sa.String(length=60), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["class_id"],
            ["scheduled_class.id"],
            name=op.f("fk_asked_outcome_class_id_scheduled_class"),
        ),
        sa.PrimaryKeyConstraint("class_id", "position", name=op.f("pk_asked_outcome")),
    )
    with op.batch_alter_table("asked_outcome", schema=None) as batch_op:
        batch_op.create_index("ix_asked_outcome_item", ["item"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("wave", sa.String(length=12), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.CheckConstraint("wave IN ('before', 'after')", name=op.f("ck_invitation_wave")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_invitation_enrolment_id_enrolment")
        ),
        sa.PrimaryKeyConstraint("enrolment_id", "wave", name=op.f("pk_invitation")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_invited_at"), ["invited_at"], unique=False)

    op.create_table(
        "linked_place",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_linked_place_enrolment_id_enrolment")
        ),
        sa.PrimaryKeyConstraint("enrolment_id", name=op.f("pk_linked_place")),
    )
    with op.batch_alter_table("answer", table_kwargs=APART) as batch_op:
        batch_op.add_column(
            sa.Column("in_time", sa.Boolean(), nullable=False, server_default=sa.true())
        )

    with op.batch_alter_table("free_text", table_kwargs=APART) as batch_op:
        batch_op.alter_column(
            "id",
            existing_type=sa.VARCHAR(length=32),
            type_=sa.String(length=64),
            existing_nullable=False,
        )


def downgrade() -> None:
    op.execute("DELETE FROM free_text WHERE length(id) > 32")  # they would not fit any more
    with op.batch_alter_table("free_text", table_kwargs=APART) as batch_op:
        batch_op.alter_column(
            "id",
            existing_type=sa.String(length=64),
            type_=sa.VARCHAR(length=32),
            existing_nullable=False,
        )

    with op.batch_alter_table("answer", table_kwargs=APART) as batch_op:
        batch_op.drop_column("in_time")

    op.drop_table("linked_place")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_invited_at"))

    op.drop_table("invitation")
    with op.batch_alter_table("asked_outcome", schema=None) as batch_op:
        batch_op.drop_index("ix_asked_outcome_item")

    op.drop_table("asked_outcome")
    with op.batch_alter_table("term_figures", schema=None) as batch_op:
        batch_op.drop_index("ix_term_figures_term_id")

    op.drop_table("term_figures")
    op.drop_table("turnout")
    op.drop_table("form_state")
    op.drop_table("change")
