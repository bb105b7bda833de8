"""Count the places of an edition without reading the rows of its people."""

from alembic import op

revision = "count_places_by_index"
down_revision = "count_attempts_at_files"
branch_labels = None
depends_on = None

COLUMNS = ["event_id", "status", "mode", "quota_id", "outside_seats"]


def upgrade() -> None:
    op.create_index("ix_registration_places", "registration", COLUMNS)
    op.drop_index("ix_registration_seats", table_name="registration")


def downgrade() -> None:
    op.create_index("ix_registration_seats", "registration", ["event_id", "mode", "status"])
    op.drop_index("ix_registration_places", table_name="registration")
