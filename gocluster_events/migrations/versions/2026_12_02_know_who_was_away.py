"""Know when somebody last had no place on site any more, which ends what they had booked before."""

import sqlalchemy as sa
from alembic import op

revision = "know_who_was_away"
down_revision = "let_in_at_items"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("registration", sa.Column("away_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE registration SET away_at = ended_at WHERE confirmed_at IS NOT NULL")


def downgrade() -> None:
    op.drop_column("registration", "away_at")
