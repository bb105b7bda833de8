"""Let an index alone tell how many there are of each cluster, type of organisation and federal state."""

from alembic import op

revision = "count_kinds_by_index"
down_revision = "book_items"
branch_labels = None
depends_on = None

CLUSTERS, KINDS = "ix_registration_clusters", "ix_registration_kinds"


def upgrade() -> None:
    op.drop_index(CLUSTERS, "registration")
    op.create_index(KINDS, "registration", ["event_id", "cluster", "actor_type", "state"])


def downgrade() -> None:
    op.drop_index(KINDS, "registration")
    op.create_index(CLUSTERS, "registration", ["event_id", "cluster"])
