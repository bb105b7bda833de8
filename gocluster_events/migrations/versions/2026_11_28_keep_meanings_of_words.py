"""Keep with an uploaded programme what its unknown words were chosen to mean."""

import sqlalchemy as sa
from alembic import op

revision = "keep_meanings_of_words"
down_revision = "read_sheets_of_lists"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("programme_import") as table:
        table.add_column(sa.Column("choices", sa.JSON(), nullable=False, server_default=sa.text("'{}'")))


def downgrade() -> None:
    with op.batch_alter_table("programme_import") as table:
        table.drop_column("choices")
