"""Note since when everybody reads the documentation of an event."""

import sqlalchemy as sa
from alembic import op

revision = "publish_documentation"
down_revision = "keep_cards"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("event", sa.Column("documentation_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("event", "documentation_at")
