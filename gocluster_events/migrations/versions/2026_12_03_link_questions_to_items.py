"""Let a question name the item of the programme to which whoever answers yes comes."""

import sqlalchemy as sa
from alembic import op

revision = "link_questions_to_items"
down_revision = "count_mails_by_index"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("question", sa.Column("item", sa.String(36), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("question", "item")
