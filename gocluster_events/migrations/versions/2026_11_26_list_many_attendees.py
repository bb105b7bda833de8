"""Indexes for the attendee list of an edition with very many people."""

from alembic import op

revision = "list_many_attendees"
down_revision = "let_waiting_apps_expire"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_registration_received", "registration", ["event_id", "created_at"])
    op.create_index("ix_registration_clusters", "registration", ["event_id", "cluster"])


def downgrade() -> None:
    op.drop_index("ix_registration_clusters", table_name="registration")
    op.drop_index("ix_registration_received", table_name="registration")
