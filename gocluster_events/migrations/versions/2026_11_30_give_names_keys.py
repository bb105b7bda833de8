"""Give registrations a key of their names by which they are like others, and say which keys are of an older version."""

import sqlalchemy as sa
from alembic import op

revision = "give_names_keys"
down_revision = "freeze_figures"
branch_labels = None
depends_on = None

NAMES, LIKENESS = "ix_registration_names", "ix_registration_likeness"


def upgrade() -> None:
    # not in a batch, which would make the table anew and lose that its numbers are never given twice
    op.add_column("registration", sa.Column("name_key", sa.String(400), nullable=False, server_default=""))
    op.add_column("registration", sa.Column("key_version", sa.Integer(), nullable=False, server_default="1"))
    op.execute("UPDATE registration SET name_key = sort_key")
    op.drop_index(NAMES, "registration")
    op.create_index(NAMES, "registration", ["event_id", "sort_key"])
    op.create_index(LIKENESS, "registration", ["event_id", "name_key", "organisation_key"])


def downgrade() -> None:
    op.drop_index(LIKENESS, "registration")
    op.drop_index(NAMES, "registration")
    op.create_index(NAMES, "registration", ["event_id", "sort_key", "organisation_key"])
    op.drop_column("registration", "key_version")
    op.drop_column("registration", "name_key")
