"""Date the versions of the legal texts by what was shipped then, and say which of them were checked.

Of the versions that are there nobody knows it: they are older than every change.
"""

import sqlalchemy as sa
from alembic import op

revision = "date_legal_versions"
down_revision = "add_audience_to_question"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("legal_version", sa.Column("shipped_on", sa.Date(), nullable=True))
    op.add_column("legal_version", sa.Column("is_checked", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("legal_version") as table:
        table.drop_column("is_checked")
        table.drop_column("shipped_on")
