"""Let the worker read a large programme: the file waits beside what it says."""

import sqlalchemy as sa
from alembic import op

revision = "read_large_programmes"
down_revision = "list_contributors"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("programme_import") as table:
        table.add_column(sa.Column("state", sa.String(length=30), server_default="read", nullable=False))
        table.add_column(sa.Column("upload", sa.LargeBinary(), nullable=True))
        table.add_column(sa.Column("language", sa.String(length=2), server_default="", nullable=False))
        table.add_column(sa.Column("place", sa.Text(), server_default="", nullable=False))
        table.add_column(sa.Column("fault", sa.JSON(), nullable=True))
        table.add_column(sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.execute("DELETE FROM programme_import WHERE state <> 'read'")
    with op.batch_alter_table("programme_import") as table:
        for name in ("lease_until", "fault", "place", "language", "upload", "state"):
            table.drop_column(name)
