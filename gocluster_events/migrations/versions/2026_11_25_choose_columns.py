"""Keep the columns somebody chose, and views of the list under a name."""

import sqlalchemy as sa
from alembic import op

revision = "choose_columns"
down_revision = "keep_notes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "column_choice",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        _to("account", "column_choice"),
        _to("event", "column_choice"),
        sa.PrimaryKeyConstraint("account_id", "event_id", name=op.f("pk_column_choice")),
    )
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("parameters", sa.JSON(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        _to("account", "saved_view"),
        _to("event", "saved_view"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
    )
    op.create_index(op.f("ix_saved_view_account_id"), "saved_view", ["account_id"])
    op.create_index(op.f("ix_saved_view_event_id"), "saved_view", ["event_id"])


def downgrade() -> None:
    op.drop_table("saved_view")
    op.drop_table("column_choice")


def _to(target: str, table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{target}_id_{target}")
    return sa.ForeignKeyConstraint([f"{target}_id"], [f"{target}.id"], name=name, ondelete="CASCADE")
