"""Tell an objection to the public text of a knowledge card from an answer about its newer words."""

import sqlalchemy as sa
from alembic import op

revision = "object_to_earlier_texts"
down_revision = "keep_follow_ups"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("card_answer", sa.Column("is_earlier", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("card_answer", "is_earlier")
