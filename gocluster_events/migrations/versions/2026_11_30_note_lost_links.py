"""Note that somebody has lost a link or a password, for the worker to look who it is."""

import sqlalchemy as sa
from alembic import op

revision = "note_lost_links"
down_revision = "count_posts_of_drafts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "link_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lost", sa.String(length=30), nullable=False),
        sa.Column("email_key", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_request")),
    )


def downgrade() -> None:
    op.drop_table("link_request")
