"""Let an index alone tell who stands on a page of the list."""

from alembic import op

revision = "page_by_index"
down_revision = "know_successors"
branch_labels = None
depends_on = None

RECEIVED = "ix_registration_received"


def upgrade() -> None:
    op.drop_index(RECEIVED, "registration")
    op.create_index(RECEIVED, "registration", ["event_id", "created_at", "sort_key"])


def downgrade() -> None:
    op.drop_index(RECEIVED, "registration")
    op.create_index(RECEIVED, "registration", ["event_id", "created_at"])
