"""Sign the address of somebody's own calendar apart from their link, so that it can be revoked alone."""

import sqlalchemy as sa
from alembic import op

revision = "sign_own_feeds"
down_revision = "count_kinds_by_index"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("registration", sa.Column("feed_generation", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    op.drop_column("registration", "feed_generation")
