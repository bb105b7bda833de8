"""Count how often the worker has tried to read an uploaded programme."""

import sqlalchemy as sa
from alembic import op

revision = "count_attempts_at_files"
down_revision = "take_back_unregistered"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("programme_import") as table:
        table.add_column(sa.Column("attempts", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("programme_import") as table:
        table.drop_column("attempts")
