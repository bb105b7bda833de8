"""Keep the archive copy of an event, a file in parts."""

import sqlalchemy as sa
from alembic import op

revision = "keep_archive_copies"
down_revision = "publish_documentation"
branch_labels = None
depends_on = None

STATES = ("requested", "running", "ready", "failed", "withdrawn")


def upgrade() -> None:
    op.create_table(
        "archive_copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Enum(*STATES, name="copystate", native_enum=False, length=30), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("requested_by", sa.String(254), nullable=False),
        sa.Column("generation", sa.Integer(), server_default="0", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True)),
        sa.Column("mark", sa.String(64), server_default="", nullable=False),
        sa.Column("done", sa.Integer(), server_default="0", nullable=False),
        sa.Column("total", sa.Integer(), server_default="0", nullable=False),
        sa.Column("size", sa.Integer(), server_default="0", nullable=False),
        sa.Column("sha256", sa.String(64), server_default="", nullable=False),
        sa.Column("ready_at", sa.DateTime(timezone=True)),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True)),
        _reference("archive_copy", "event_id", "event"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_copy")),
        sa.UniqueConstraint("event_id", name=op.f("uq_archive_copy_event_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "archive_copy_part",
        sa.Column("copy_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _reference("archive_copy_part", "copy_id", "archive_copy"),
        sa.PrimaryKeyConstraint("copy_id", "number", name=op.f("pk_archive_copy_part")),
    )


def downgrade() -> None:
    op.drop_table("archive_copy_part")
    op.drop_table("archive_copy")


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete="CASCADE")
