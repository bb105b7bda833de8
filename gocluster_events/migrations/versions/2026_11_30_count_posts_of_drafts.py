"""Count how often something was sent for a sign-up that is being typed."""

import sqlalchemy as sa
from alembic import op

revision = "count_posts_of_drafts"
down_revision = "say_of_whom_is_counted"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("draft", sa.Column("posts", sa.Integer(), server_default="1", nullable=False))


def downgrade() -> None:
    op.drop_column("draft", "posts")
