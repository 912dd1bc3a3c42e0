"""What someone signed stays signed when they leave the team: a signature is tied to its person."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

SIGNATURE, MEMBER = "record_signature", "team_member"


def upgrade() -> None:
    with op.batch_alter_table(SIGNATURE) as table:
        table.add_column(sa.Column("person_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("name", sa.String(60), nullable=False, server_default=""))
    op.execute(
        f"UPDATE {SIGNATURE} SET person_id ="
        f" (SELECT person_id FROM {MEMBER} WHERE id = {SIGNATURE}.member_id)"
    )
    _tie("member_id", MEMBER, "person_id", "person")
    with op.batch_alter_table(SIGNATURE) as table:
        table.alter_column("name", existing_type=sa.String(60), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table(SIGNATURE) as table:
        table.add_column(sa.Column("member_id", sa.Integer(), nullable=True))
        table.drop_column("name")
    op.execute(
        f"UPDATE {SIGNATURE} SET member_id = (SELECT id FROM {MEMBER} m"
        f" WHERE m.class_id = {SIGNATURE}.class_id AND m.person_id = {SIGNATURE}.person_id)"
    )
    op.execute(f"DELETE FROM {SIGNATURE} WHERE member_id IS NULL")
    _tie("person_id", "person", "member_id", MEMBER)


def _tie(before: str, before_in: str, now: str, now_in: str) -> None:
    """The column that says who signed, with its index and its two constraints."""
    unique = f"uq_{SIGNATURE}_class_id_kind_"
    op.drop_index(op.f(f"ix_{SIGNATURE}_{before}"), table_name=SIGNATURE)
    with op.batch_alter_table(SIGNATURE) as table:
        table.drop_constraint(op.f(f"fk_{SIGNATURE}_{before}_{before_in}"), type_="foreignkey")
        table.drop_constraint(op.f(f"{unique}{before}"), type_="unique")
        table.drop_column(before)
        table.alter_column(now, existing_type=sa.Integer(), nullable=False)
        table.create_foreign_key(op.f(f"fk_{SIGNATURE}_{now}_{now_in}"), now_in, [now], ["id"])
        table.create_unique_constraint(op.f(f"{unique}{now}"), ["class_id", "kind", now])
    op.create_index(op.f(f"ix_{SIGNATURE}_{now}"), SIGNATURE, [now])
