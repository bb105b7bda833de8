"""Say what each day of an event is for."""

import sqlalchemy as sa
from alembic import op

revision = "name_days"
down_revision = "add_uses_to_room"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("event_day") as table:
        table.add_column(sa.Column("name", sa.JSON(), nullable=False, server_default='{"de": "", "en": ""}'))


def downgrade() -> None:
    with op.batch_alter_table("event_day") as table:
        table.drop_column("name")
