"""Let an index alone tell who is like whom, and find at once whose keys are old."""

from alembic import op

revision = "count_by_indexes"
down_revision = "count_places_by_index"
branch_labels = None
depends_on = None

LIKENESS, KEYS = "ix_registration_likeness", "ix_registration_keys"


def upgrade() -> None:
    op.drop_index(LIKENESS, "registration")
    op.create_index(LIKENESS, "registration", ["event_id", "name_key", "organisation_key", "status"])
    op.create_index(KEYS, "registration", ["event_id", "key_version"])


def downgrade() -> None:
    op.drop_index(KEYS, "registration")
    op.drop_index(LIKENESS, "registration")
    op.create_index(LIKENESS, "registration", ["event_id", "name_key", "organisation_key"])
