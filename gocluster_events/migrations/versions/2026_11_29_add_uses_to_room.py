"""Add what a room is for: sessions, breaks, exhibition."""

import sqlalchemy as sa
from alembic import op

revision = "add_uses_to_room"
down_revision = "stream_as_the_room"
branch_labels = None
depends_on = None

USES = ("for_sessions", "for_breaks", "for_exhibition")


def upgrade() -> None:
    with op.batch_alter_table("room") as batch:
        for use in USES:
            batch.add_column(sa.Column(use, sa.Boolean(), nullable=False, server_default=sa.true()))
    # not in a batch, which would make the table anew and lose that its numbers are never given twice
    op.add_column("proposal", sa.Column("answers", sa.JSON(), nullable=False, server_default=sa.text("'{}'")))


def downgrade() -> None:
    op.drop_column("proposal", "answers")
    with op.batch_alter_table("room") as batch:
        for use in USES:
            batch.drop_column(use)
