"""Lessons: the plan of a session, and the materials of a class."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

IS_FILE = sa.text("sha256 != ''")


def upgrade() -> None:
    _make_plans()
    _make_materials()


def _make_plans() -> None:
    op.create_table(
        "session_plan",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["class_session.id"],
            name=op.f("fk_session_plan_session_id_class_session"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_session_plan")),
    )
    op.create_table(
        "plan_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("bring", sa.String(length=200), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("minutes BETWEEN 0 AND 600", name=op.f("ck_plan_part_minutes")),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["session_plan.session_id"],
            name=op.f("fk_plan_part_session_id_session_plan"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["leader_id"],
            ["team_member.id"],
            name=op.f("fk_plan_part_leader_id_team_member"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_part")),
        sa.UniqueConstraint(
            "session_id", "position", name=op.f("uq_plan_part_session_id_position")
        ),
    )
    op.create_index(op.f("ix_plan_part_leader_id"), "plan_part", ["leader_id"])


def _make_materials() -> None:
    op.create_table(
        "material",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("content_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("for_students", sa.Boolean(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(url = '') != (sha256 = '')", name=op.f("ck_material_file_or_link")),
        sa.ForeignKeyConstraint(
            ["class_id"], ["scheduled_class.id"], name=op.f("fk_material_class_id_scheduled_class")
        ),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["person.id"], name=op.f("fk_material_added_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material")),
    )
    op.create_index(op.f("ix_material_class_id"), "material", ["class_id"])
    op.create_index(op.f("ix_material_added_by_id"), "material", ["added_by_id"])
    op.create_index(
        "uq_material_file",
        "material",
        ["class_id", "sha256"],
        unique=True,
        sqlite_where=IS_FILE,
        postgresql_where=IS_FILE,
    )
    op.create_table(
        "material_piece",
        sa.Column("material_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["material_id"],
            ["material.id"],
            name=op.f("fk_material_piece_material_id_material"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("material_id", "position", name=op.f("pk_material_piece")),
    )


def downgrade() -> None:
    op.drop_table("material_piece")
    op.drop_index("uq_material_file", table_name="material")
    op.drop_index(op.f("ix_material_added_by_id"), table_name="material")
    op.drop_index(op.f("ix_material_class_id"), table_name="material")
    op.drop_table("material")
    op.drop_index(op.f("ix_plan_part_leader_id"), table_name="plan_part")
    op.drop_table("plan_part")
    op.drop_table("session_plan")
