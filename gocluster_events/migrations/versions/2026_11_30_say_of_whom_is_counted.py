"""Say of counted attempts what they are about, so that what is settled counts no more."""

import sqlalchemy as sa
from alembic import op

revision = "say_of_whom_is_counted"
down_revision = "give_names_keys"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("attempt", sa.Column("subject", sa.String(length=40), server_default="", nullable=False))
    op.create_index(op.f("ix_attempt_subject"), "attempt", ["subject"])


def downgrade() -> None:
    op.drop_index(op.f("ix_attempt_subject"), table_name="attempt")
    op.drop_column("attempt", "subject")
