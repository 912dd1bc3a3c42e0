"""The ledger: each signature is a row of its own. Looking back: two questions for each of a team."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

RECORD, SIGNATURE, MEMBER = "coproduction_record", "record_signature", "team_member"
SIDES = ("peer", "other")


def upgrade() -> None:
    _add_signatures()
    for side in SIDES:
        op.execute(
            f"INSERT INTO {SIGNATURE} (class_id, kind, side, member_id, signed_at)"
            f" SELECT class_id, kind, '{side}', {side}_member_id, {side}_signed_at FROM {RECORD}"
            f" WHERE {side}_member_id IS NOT NULL AND {side}_signed_at IS NOT NULL"
        )
    with op.batch_alter_table(RECORD) as table:
        for side in SIDES:
            table.drop_constraint(
                op.f(f"fk_{RECORD}_{side}_member_id_{MEMBER}"), type_="foreignkey"
            )
            table.drop_column(f"{side}_member_id")
            table.drop_column(f"{side}_signed_at")
    _add_reflections()


def _add_signatures() -> None:
    op.create_table(
        SIGNATURE,
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("side", sa.String(length=5), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("side IN ('peer', 'other')", name=op.f(f"ck_{SIGNATURE}_side")),
        sa.ForeignKeyConstraint(
            ["class_id", "kind"],
            [f"{RECORD}.class_id", f"{RECORD}.kind"],
            name=op.f(f"fk_{SIGNATURE}_class_id_kind_{RECORD}"),
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], [f"{MEMBER}.id"], name=op.f(f"fk_{SIGNATURE}_member_id_{MEMBER}")
        ),
        sa.PrimaryKeyConstraint("class_id", "kind", "side", name=op.f(f"pk_{SIGNATURE}")),
        sa.UniqueConstraint(
            "class_id", "kind", "member_id", name=op.f(f"uq_{SIGNATURE}_class_id_kind_member_id")
        ),
    )
    op.create_index(op.f(f"ix_{SIGNATURE}_member_id"), SIGNATURE, ["member_id"])


def _add_reflections() -> None:
    op.create_table(
        "reflection",
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("went_well", sa.Text(), nullable=False),
        sa.Column("differently", sa.Text(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["class_id"],
            ["scheduled_class.id"],
            name=op.f("fk_reflection_class_id_scheduled_class"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_reflection_person_id_person")
        ),
        sa.PrimaryKeyConstraint("class_id", "person_id", name=op.f("pk_reflection")),
    )
    op.create_index(op.f("ix_reflection_person_id"), "reflection", ["person_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_reflection_person_id"), table_name="reflection")
    op.drop_table("reflection")
    with op.batch_alter_table(RECORD) as table:
        for side in SIDES:
            table.add_column(sa.Column(f"{side}_member_id", sa.Integer(), nullable=True))
            table.add_column(
                sa.Column(f"{side}_signed_at", sa.DateTime(timezone=True), nullable=True)
            )
            table.create_foreign_key(
                op.f(f"fk_{RECORD}_{side}_member_id_{MEMBER}"),
                MEMBER,
                [f"{side}_member_id"],
                ["id"],
            )
    for side in SIDES:
        found = (
            f"FROM {SIGNATURE} s WHERE s.class_id = {RECORD}.class_id"
            f" AND s.kind = {RECORD}.kind AND s.side = '{side}'"
        )
        op.execute(
            f"UPDATE {RECORD} SET {side}_member_id = (SELECT s.member_id {found}),"
            f" {side}_signed_at = (SELECT s.signed_at {found})"
        )
    op.drop_index(op.f(f"ix_{SIGNATURE}_member_id"), table_name=SIGNATURE)
    op.drop_table(SIGNATURE)
