"""The words of what is asked only after a class, where they are not our own."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "afterwards", sa.Column("words", sa.String(300), nullable=False, server_default="")
    )


def downgrade() -> None:
    op.drop_column("afterwards", "words")
