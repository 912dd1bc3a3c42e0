"""With which publication a class came into a pool: earlier figures of it were read, too."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("counted", sa.Column("since", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    op.drop_column("counted", "since")
