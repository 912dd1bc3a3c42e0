"""A fifth kind of course: one-to-one peer support, whose classes are times that one can book."""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

BEFORE = "kind IN ('course', 'workshop', 'peer-group', 'peer-training')"
AFTER = "kind IN ('course', 'workshop', 'peer-group', 'one-to-one', 'peer-training')"


def upgrade() -> None:
    _allow(AFTER)


def downgrade() -> None:
    """What was one-to-one is kept as a peer group, which a peer may lead alone as well."""
    op.execute("UPDATE course SET kind = 'peer-group' WHERE kind = 'one-to-one'")
    _allow(BEFORE)


def _allow(kinds: str) -> None:
    with op.batch_alter_table("course") as table:
        table.drop_constraint(op.f("ck_course_kind"), type_="check")
        table.create_check_constraint(op.f("ck_course_kind"), kinds)
