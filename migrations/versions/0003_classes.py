"""classes"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "venue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("entrance", sa.Text(), nullable=False),
        sa.Column("seating", sa.Text(), nullable=False),
        sa.Column("quiet_space", sa.Text(), nullable=False),
        sa.Column("travel", sa.Text(), nullable=False),
        sa.Column("online", sa.Boolean(), nullable=False),
        sa.Column("step_free", sa.Boolean(), nullable=False),
        sa.Column("hearing_loop", sa.Boolean(), nullable=False),
        sa.Column("accessible_toilet", sa.Boolean(), nullable=False),
        sa.Column("quiet_room", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venue")),
        sa.UniqueConstraint("slug", name=op.f("uq_venue_slug")),
    )
    op.create_table(
        "scheduled_class",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=True),
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("room", sa.String(length=100), nullable=False),
        sa.Column("format", sa.String(length=20), nullable=False),
        sa.Column("setting", sa.String(length=30), nullable=False),
        sa.Column("joining_link", sa.String(length=300), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("enrol_from", sa.Date(), nullable=True),
        sa.Column("enrol_until", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "format IN ('in-person', 'online', 'hybrid')", name=op.f("ck_scheduled_class_format")
        ),
        sa.CheckConstraint(
            "setting IN ('community', 'online', 'outdoors', 'inpatient-ward', 'outpatient-clinic', 'supported-housing', 'prison')",
            name=op.f("ck_scheduled_class_setting"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'open', 'called_off')", name=op.f("ck_scheduled_class_state")
        ),
        sa.CheckConstraint("capacity BETWEEN 0 AND 500", name=op.f("ck_scheduled_class_capacity")),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_scheduled_class_course_id_course")
        ),
        sa.ForeignKeyConstraint(
            ["term_id"], ["term.id"], name=op.f("fk_scheduled_class_term_id_term")
        ),
        sa.ForeignKeyConstraint(
            ["venue_id"], ["venue.id"], name=op.f("fk_scheduled_class_venue_id_venue")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scheduled_class")),
    )
    with op.batch_alter_table("scheduled_class", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_scheduled_class_course_id"), ["course_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_scheduled_class_term_id"), ["term_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_scheduled_class_venue_id"), ["venue_id"], unique=False)

    op.create_table(
        "class_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("called_off", sa.Boolean(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_class_session_order")),
        sa.ForeignKeyConstraint(
            ["class_id"],
            ["scheduled_class.id"],
            name=op.f("fk_class_session_class_id_scheduled_class"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_session")),
    )
    with op.batch_alter_table("class_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_class_session_class_id"), ["class_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_class_session_starts_at"), ["starts_at"], unique=False)

    op.create_table(
        "team_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("perspective", sa.String(length=20), nullable=False),
        sa.Column("lead", sa.Boolean(), nullable=False),
        sa.Column("shown_name", sa.String(length=60), nullable=False),
        sa.Column("name_scope", sa.String(length=10), nullable=False),
        sa.Column("perspective_scope", sa.String(length=10), nullable=False),
        sa.Column("words", sa.String(length=120), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "name_scope IN ('public', 'class', 'team')", name=op.f("ck_team_member_name_scope")
        ),
        sa.CheckConstraint(
            "perspective IN ('peer', 'practitioner', 'relative')",
            name=op.f("ck_team_member_perspective"),
        ),
        sa.CheckConstraint(
            "perspective_scope IN ('public', 'class', 'team')",
            name=op.f("ck_team_member_perspective_scope"),
        ),
        sa.ForeignKeyConstraint(
            ["class_id"],
            ["scheduled_class.id"],
            name=op.f("fk_team_member_class_id_scheduled_class"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_team_member_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_member")),
        sa.UniqueConstraint(
            "class_id", "person_id", name=op.f("uq_team_member_class_id_person_id")
        ),
    )
    with op.batch_alter_table("team_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_team_member_class_id"), ["class_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_team_member_person_id"), ["person_id"], unique=False)

    op.create_table(
        "coproduction_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("peer_member_id", sa.Integer(), nullable=True),
        sa.Column("peer_signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("other_member_id", sa.Integer(), nullable=True),
        sa.Column("other_signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('design', 'delivery', 'evaluation')", name=op.f("ck_coproduction_record_kind")
        ),
        sa.ForeignKeyConstraint(
            ["class_id"],
            ["scheduled_class.id"],
            name=op.f("fk_coproduction_record_class_id_scheduled_class"),
        ),
        sa.ForeignKeyConstraint(
            ["other_member_id"],
            ["team_member.id"],
            name=op.f("fk_coproduction_record_other_member_id_team_member"),
        ),
        sa.ForeignKeyConstraint(
            ["peer_member_id"],
            ["team_member.id"],
            name=op.f("fk_coproduction_record_peer_member_id_team_member"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coproduction_record")),
        sa.UniqueConstraint("class_id", "kind", name=op.f("uq_coproduction_record_class_id_kind")),
    )
    with op.batch_alter_table("coproduction_record", schema=None) as batch_op:
        batch_op.create_index("ix_coproduction_record_class_id", ["class_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("coproduction_record", schema=None) as batch_op:
        batch_op.drop_index("ix_coproduction_record_class_id")

    op.drop_table("coproduction_record")
    with op.batch_alter_table("team_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_team_member_person_id"))
        batch_op.drop_index(batch_op.f("ix_team_member_class_id"))

    op.drop_table("team_member")
    with op.batch_alter_table("class_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_class_session_starts_at"))
        batch_op.drop_index(batch_op.f("ix_class_session_class_id"))

    op.drop_table("class_session")
    with op.batch_alter_table("scheduled_class", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_scheduled_class_venue_id"))
        batch_op.drop_index(batch_op.f("ix_scheduled_class_term_id"))
        batch_op.drop_index(batch_op.f("ix_scheduled_class_course_id"))

    op.drop_table("scheduled_class")
    op.drop_table("venue")
