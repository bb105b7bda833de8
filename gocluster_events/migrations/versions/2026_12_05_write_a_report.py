"""Let the team write the report of a meeting, and keep its versions."""

import sqlalchemy as sa
from alembic import op

revision = "write_a_report"
down_revision = "ask_for_releases"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        *_state(),
        _edition("report"),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_report")),
    )
    op.create_table(
        "report_version",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *_state(),
        sa.Column("published_at", sa.DateTime(timezone=True)),
        _edition("report_version"),
        sa.PrimaryKeyConstraint("event_id", "number", name=op.f("pk_report_version")),
    )
    op.add_column("event", sa.Column("report_version", sa.Integer()))


def downgrade() -> None:
    op.drop_column("event", "report_version")
    op.drop_table("report_version")
    op.drop_table("report")


def _state() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("format", sa.Integer(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.String(254), nullable=False),
    )


def _edition(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["event_id"], ["event.id"], name=op.f(f"fk_{table}_event_id_event"), ondelete="CASCADE"
    )
