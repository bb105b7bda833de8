"""An item is streamed if its room is, unless it says so itself; those that are stored keep what they say."""

import sqlalchemy as sa
from alembic import op

revision = "stream_as_the_room"
down_revision = "open_to_codes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("item") as batch:
        batch.alter_column("has_stream", existing_type=sa.Boolean(), nullable=True)


def downgrade() -> None:
    op.execute("UPDATE item SET has_stream = false WHERE has_stream IS NULL")
    with op.batch_alter_table("item") as batch:
        batch.alter_column("has_stream", existing_type=sa.Boolean(), nullable=False)
