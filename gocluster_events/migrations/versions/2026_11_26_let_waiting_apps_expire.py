"""An app that waits for its first code does so for ten minutes; one that waits already must be set up anew."""

import sqlalchemy as sa
from alembic import op

revision = "let_waiting_apps_expire"
down_revision = "show_the_attendee_list"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("authenticator") as batch_op:
        batch_op.add_column(sa.Column("pending_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("authenticator") as batch_op:
        batch_op.drop_column("pending_at")
